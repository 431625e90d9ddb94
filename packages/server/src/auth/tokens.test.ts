import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVerifier, signToken } from './tokens.js';

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

let server: Server;
let jwksUrl: URL;
let key: CryptoKey;
let stranger: CryptoKey;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  stranger = (await generateKeyPair('ES256')).privateKey;
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }] });
  server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  jwksUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
});
afterAll(() => void server.close());

const signed = (by: CryptoKey, claims: Record<string, unknown>, until = NOW + HOUR) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setExpirationTime(until / 1000)
    .sign(by);

describe('tokens of an issuer who publishes keys', () => {
  it('hold when the issuer signed them, for the person and site they name', async () => {
    const verify = createVerifier({ jwksUrl }, () => NOW);
    expect(await verify(await signed(key, { sub: 'ann', site: 'north' }))).toEqual({
      person: 'ann',
      site: 'north',
      until: NOW + HOUR,
    });
  });

  it('do not hold when somebody else signed them, when they are over, or name nobody', async () => {
    const verify = createVerifier({ jwksUrl }, () => NOW);
    const claims = { sub: 'ann', site: 'north' };
    expect(await verify(await signed(stranger, claims))).toBeUndefined();
    expect(await verify(await signed(key, claims, NOW))).toBeUndefined();
    expect(await verify(await signed(key, { sub: 'ann' }))).toBeUndefined();
    expect(await verify(await signed(key, { sub: 7, site: 'north' }))).toBeUndefined();
  });

  it('do not hold when they never end', async () => {
    const endless = new SignJWT({ sub: 'ann', site: 'north' }).setProtectedHeader({
      alg: 'ES256',
      kid: 'k1',
    });
    expect(await createVerifier({ jwksUrl }, () => NOW)(await endless.sign(key))).toBeUndefined();
  });

  it('do not hold when they are signed with a secret instead', async () => {
    const verify = createVerifier({ jwksUrl }, () => NOW);
    const token = await signToken(
      { person: 'ann', site: 'north' },
      'a secret of sufficient length',
      NOW + HOUR,
    );
    expect(await verify(token)).toBeUndefined();
  });
});
