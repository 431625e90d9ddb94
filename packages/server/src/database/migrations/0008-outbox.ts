import { sql, type Kysely, type Migration } from 'kysely';

const statements = [
  // one row a recipient: what is to be sent, until something sends it
  `create table outbox (
    site text not null references sites,
    id bigint generated always as identity,
    message text not null,
    sender text not null,
    recipient text not null,
    subject text not null,
    body text not null,
    written_at timestamptz not null,
    sent_at timestamptz,
    primary key (site, id),
    foreign key (site, recipient) references people (site, id)
  )`,
  `create index outbox_to_send on outbox (site, id) where sent_at is null`,
];

/** Messages from one person to others (GL-05). */
export const outbox: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
