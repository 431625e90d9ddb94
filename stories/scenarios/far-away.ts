import type { SiteSpec } from '@provost/server';
import { fernhill } from './fernhill.js';

/** German as it is spoken in administrations: words that know no end. */
export const langenbruck: SiteSpec = {
  ...fernhill,
  name: 'Kreisverwaltung Langenbrück',
  groups: [
    {
      id: 'amt',
      name: 'Amt für Rechtsangelegenheiten und Grundstücksverkehrsgenehmigungszuständigkeiten',
      members: ['hanna'],
    },
    {
      id: 'sales-north',
      name: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsbeauftragte Nord',
      description:
        'Alle, die mit der Übertragung der Aufgaben nach dem Gesetz vom 19. Januar 2000 betraut sind.',
      parent: 'amt',
      members: ['hanna', 'karl', 'maria'],
      content: ['unterweisung', 'ordner'],
    },
  ],
  people: [
    { id: 'ingrid', name: 'Ingrid Solberg', role: 'manager' },
    { id: 'diego', name: 'Diego Ramírez', role: 'sub-manager' },
    {
      id: 'beate',
      name: 'Prof. Dr. Dr. h. c. Beate Freifrau von Schwarzenberg-Hohenlohe zu Waldburg-Langenstein',
      email: 'beate.freifrau.von.schwarzenberg-hohenlohe.zu.waldburg-langenstein@langenbrueck.example',
      role: 'sub-manager',
    },
    {
      id: 'hanna',
      name: 'Hanna-Friederike Leutheusser-Schnarrenberger-Müller-Lüdenscheidt',
      email: 'hanna-friederike.leutheusser-schnarrenberger-mueller-luedenscheidt@langenbrueck.example',
    },
    { id: 'karl', name: 'Karl-Theodor Maria Nikolaus Johann Jacob Philipp Franz Joseph Sylvester' },
    { id: 'maria', name: 'Maria' },
  ],
  content: [
    {
      id: 'unterweisung',
      name: 'Arbeitsschutzunterweisung für Beschäftigte in der Grundstücksverkehrsgenehmigungszuständigkeit',
      items: 1204,
    },
    { id: 'ordner', type: 'e-folder', name: 'Unterweisungsnachweisvordrucke', items: 3 },
  ],
  levels: [],
};

/** Arabic names, and one Latin one among them. */
export const alNoor: SiteSpec = {
  ...fernhill,
  name: 'مؤسسة النور للتدريب',
  groups: [
    { id: 'noor', name: 'مؤسسة النور', members: ['layla', 'omar', 'salma', 'jean'] },
    {
      id: 'sales-north',
      name: 'فريق المبيعات – المنطقة الشمالية',
      description: 'جميع العاملين في متاجر المنطقة الشمالية، من طرابلس إلى عكار.',
      parent: 'noor',
      members: ['layla', 'omar', 'salma', 'jean'],
      content: ['safety', 'folder'],
    },
    { id: 'sales-south', name: 'فريق المبيعات – المنطقة الجنوبية', parent: 'noor', members: ['omar'] },
  ],
  people: [
    { id: 'ingrid', name: 'إنجريد سولبرغ', role: 'manager' },
    { id: 'diego', name: 'Diego Ramírez', role: 'sub-manager' },
    { id: 'yousef', name: 'يوسف بن عبد الرحمن الحداد', role: 'sub-manager' },
    { id: 'layla', name: 'ليلى حسن' },
    { id: 'omar', name: 'عمر الفاروق' },
    { id: 'salma', name: 'سلمى إبراهيم' },
    { id: 'jean', name: 'Jean-Luc Haddad' },
  ],
  content: [
    { id: 'safety', name: 'السلامة من الحريق في مكان العمل', items: 6 },
    { id: 'folder', type: 'e-folder', name: 'مرحبًا بكم', items: 14 },
  ],
  levels: [],
};
