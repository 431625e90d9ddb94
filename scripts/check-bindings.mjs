// Holds every template to its elements with lit-analyzer: unknown tags, attributes and properties, values of the
// wrong type. Run through its API because two things that it was never told are put right here.
import { relative } from 'node:path';
import litAnalyzer from 'lit-analyzer';
import ts from 'typescript';
import { root } from './tools/steps.mjs';

const { DefaultLitAnalyzerContext, LitAnalyzer, makeConfig } = litAnalyzer;

/** In the platform by now, and not in its list. */
const globalAttributes = ['inert', 'popover', 'popovertarget'];

/** It takes Lit's `nothing` for a value of the wrong type, so a value that may be `nothing` is let pass. */
const isNothing = ({ message }) => /Symbol\(undefined\)/.test(message);

const configFile = ts.findConfigFile(`${root}packages/components`, ts.sys.fileExists);
const { config } = ts.readConfigFile(configFile, ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}packages/components`);
const program = ts.createProgram(fileNames, options);
const context = new DefaultLitAnalyzerContext({ getProgram: () => program });
// Its idea of CSS is older than color-scheme.
context.updateConfig(makeConfig({ strict: true, globalAttributes, rules: { 'no-invalid-css': 'off' } }));
const analyzer = new LitAnalyzer(context);

const faults = fileNames.flatMap((name) => {
  const file = program.getSourceFile(name);
  return analyzer
    .getDiagnosticsInFile(file)
    .filter((fault) => !isNothing(fault))
    .map(({ location, message, source }) => {
      const { line } = file.getLineAndCharacterOfPosition(location.start);
      return `${relative(root, name)}:${line + 1}: ${message} (${source})`;
    });
});
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
