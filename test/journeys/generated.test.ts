import { journeys } from './editor-viewer.js';

journeys('on generated people');
