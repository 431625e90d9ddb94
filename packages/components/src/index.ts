export { localizeProvost, type Locales, type Templates } from './localization/localization.js';
