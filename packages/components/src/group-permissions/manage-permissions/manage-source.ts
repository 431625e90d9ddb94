import type { Access } from '@provost/authz-core';
import type { Provost } from '@provost/sdk';
import type { AnnounceController } from '../../ui/announce.js';
import type { ToastController } from '../../ui/toast.js';

/** What the dialog takes from the element it opens in. */
export interface ManageSource {
  readonly client: () => Provost | undefined;
  readonly access: () => Access | undefined;
  /** Reads the session anew: a refusal may mean that rights were lost meanwhile. */
  readonly refreshSession: () => void;
  readonly toasts: ToastController;
  readonly announcer: AnnounceController;
}
