import { createRemoteJWKSet, errors, jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose';
import type { Identity } from '../requests/call.js';
import type { VerifyToken } from '../requests/middleware.js';

/** What tokens are checked with: a shared secret (HS256), or the issuer's published keys. */
export type TokenKeys = { readonly secret: string } | { readonly jwksUrl: URL };

/** Checks bearer tokens: a signature that holds, an `exp` to come, `sub` the person's id and `site` the site's. */
export function createVerifier(keys: TokenKeys, now: () => number): VerifyToken {
  const check = checkWith(keys);
  return async (token) => {
    try {
      const { payload } = await check(token, new Date(now()));
      const { sub, site, exp } = payload;
      // jose refuses an `exp` that is past; one that is missing would hold for ever
      const isWhole = typeof sub === 'string' && typeof site === 'string' && exp !== undefined;
      return isWhole ? { person: sub, site, until: exp * 1000 } : undefined;
    } catch (error) {
      // a key server that does not answer is no fault of the token
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
      throw error;
    }
  };
}

function checkWith(keys: TokenKeys) {
  if ('secret' in keys) {
    const secret = bytesOf(keys.secret);
    return (token: string, currentDate: Date) =>
      jwtVerify(token, secret, { algorithms: ['HS256'], currentDate });
  }
  const published: JWTVerifyGetKey = createRemoteJWKSet(keys.jwksUrl);
  const algorithms = [
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
  ];
  return (token: string, currentDate: Date) => jwtVerify(token, published, { algorithms, currentDate });
}

/** Signs a token with a shared secret; for the demo, for tests and for hosts that share one. */
export const signToken = ({ person, site }: Identity, secret: string, until: number): Promise<string> =>
  new SignJWT({ site })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(person)
    .setExpirationTime(Math.floor(until / 1000))
    .sign(bytesOf(secret));

const bytesOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);
