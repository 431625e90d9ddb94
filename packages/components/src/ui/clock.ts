import { circle, type Icon } from './icons.js';

/** A clock: what begins or ends. Apart from the other icons, since only what is loaded later draws it. */
export const clock: Icon = 'M8 5v3l2 1.5' + circle(8, 8, 5.5);
