import { msg } from '@lit/localize';
import type { Group } from '@provost/sdk';
import type { TemplateResult } from 'lit';
import { errorView } from '../ui/states.js';
import { adoptStyles } from './adopt-styles.js';
import type { History } from './history/history.js';
import type { OnShow } from './on-show.js';
import { waiting } from './shell.js';

/** Holds a group's history, once its tab was opened. Owns the loading of that part. */
export class HistoryPart {
  /** What was loaded; `undefined` until then. */
  history: History | undefined;
  #status: 'idle' | 'loading' | 'failed' = 'idle';

  constructor(readonly screen: () => OnShow) {}

  render(group: Group): TemplateResult {
    if (this.history) return this.history.render(group);
    if (this.#status === 'failed')
      return errorView({
        title: msg('A part of this page did not load.'),
        text: '',
        onRetry: this.#load,
      });
    if (this.#status === 'idle') void this.#load();
    return waiting();
  }

  #load = async (): Promise<void> => {
    this.#status = 'loading';
    const screen = this.screen();
    try {
      const { History } = await import('./history/history.js');
      adoptStyles(screen.host, History.styles);
      const history = (this.history = new History(screen));
      screen.follow = () => history.list.refresh();
    } catch {
      this.#status = 'failed';
    }
    screen.host.requestUpdate();
  };
}
