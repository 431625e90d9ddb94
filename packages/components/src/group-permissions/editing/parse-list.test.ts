import { assert } from '@open-wc/testing';
import { isList, parseList } from './parse-list.js';

describe('parseList', () => {
  it('takes lines, commas, semicolons and cells apart', () => {
    assert.deepEqual(parseList('a@x.org\nb@x.org\r\n\r\nc@x.org, d@x.org;e@x.org'), [
      'a@x.org',
      'b@x.org',
      'c@x.org',
      'd@x.org',
      'e@x.org',
    ]);
    assert.deepEqual(parseList('E-17; Aroha Ngata\n p-3 '), ['E-17', 'Aroha Ngata', 'p-3']);
  });

  it('reads of a spreadsheet’s row, and of what an address book writes, the address alone', () => {
    assert.deepEqual(parseList('Aroha\tNgata\taroha@x.org\tSales\nKwame\tMensah\tkwame@x.org\tSales'), [
      'aroha@x.org',
      'kwame@x.org',
    ]);
    assert.deepEqual(parseList('"Ngata, Aroha" <aroha@x.org>; Kwame Mensah <kwame@x.org>'), [
      'aroha@x.org',
      'kwame@x.org',
    ]);
  });

  it('leaves quotes and empty cells out', () => {
    assert.deepEqual(parseList('"E-17",,\'E-18\',\n,\n'), ['E-17', 'E-18']);
    assert.deepEqual(parseList(' \n\t'), []);
  });

  it('tells a list from a name', () => {
    assert.isFalse(isList('Aroha Ngata'));
    assert.isFalse(isList('aroha@x.org\n'));
    assert.isTrue(isList('aroha@x.org kwame@x.org'));
    assert.isTrue(isList('Aroha\nKwame'));
  });
});
