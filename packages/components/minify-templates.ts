import type { Plugin } from 'vite';

interface Quasi {
  readonly start: number;
  readonly end: number;
  readonly value: { readonly raw: string };
}

/** Takes the indentation out of `html` and `css` literals, which no minifier of JavaScript may touch. */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    apply: 'build',
    transform(code, id) {
      if (id.includes('node_modules') || !/\b(html|svg|css)`/.test(code)) return null;
      const edits: { quasi: Quasi; text: string }[] = [];
      visit(this.parse(code), (tag, quasis) => {
        const shrink = tag === 'css' ? shrinkCss : shrinkHtml;
        for (const quasi of quasis) edits.push({ quasi, text: shrink(quasi.value.raw) });
      });
      edits.sort((a, b) => b.quasi.start - a.quasi.start);
      return {
        code: edits.reduce((all, { quasi, text }) => splice(all, quasi, text), code),
        map: null,
      };
    },
  };
}

/** A run of space that holds a line break is one space to a browser; beside a tag's bracket, inside it, none. */
function shrinkHtml(raw: string): string {
  return raw.replace(/\s*\n\s*/g, ' ').replace(/ (\/?>)/g, '$1');
}

/** Space carries meaning in a selector and between values, and none around braces and semicolons. */
function shrinkCss(raw: string): string {
  return raw
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/;}/g, '}')
    .replace(/([{;][\w-]+): /g, '$1:');
}

function splice(code: string, { start, end, value }: Quasi, text: string): string {
  // Some parsers count the backtick and the ${ into a quasi, some do not: the raw text tells.
  const from = code.indexOf(value.raw, start);
  return from < 0 || from > end ? code : code.slice(0, from) + text + code.slice(from + value.raw.length);
}

function visit(node: unknown, found: (tag: string, quasis: readonly Quasi[]) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (isTemplate(node)) found(node.tag.name, node.quasi.quasis);
  for (const child of Object.values(node)) visit(child, found);
}

interface Template {
  readonly tag: { readonly name: string };
  readonly quasi: { readonly quasis: readonly Quasi[] };
}

function isTemplate(node: object): node is Template {
  const { type, tag } = node as { type?: string; tag?: { name?: string } };
  return type === 'TaggedTemplateExpression' && ['html', 'svg', 'css'].includes(tag?.name ?? '');
}
