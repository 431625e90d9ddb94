import fc from 'fast-check';

/* Properties try the same in every run, so that a run depends on nothing but the code. `SEED=…` tries something else. */
fc.configureGlobal({ seed: Number(globalThis.process.env.SEED ?? 1) });
