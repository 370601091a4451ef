-- One schema for H2 and PostgreSQL. Texts are varchar without a length: unbounded on PostgreSQL, 1,048,576 characters
-- on H2. Every poll's index starts with the state it asks for and goes on with the due time. What follows the
-- placeholder "partial" in a line is for PostgreSQL alone: an index holds only the rows that its queries ask for, and rows that are updated in place leave room.

-- The nodes that may have claimed something; a claim's token begins with its node's id. On PostgreSQL a node is alive as long as
-- its session holds the advisory lock of that key. The row of a dead one goes when its claims are released.
create table node (
  id         varchar(40) not null primary key,
  lock_key   bigint      not null,
  started_at timestamp with time zone default current_timestamp not null
);

-- The inbox: one row per webhook request as received, and the work item it is until triage is done.
create table event (
  id            varchar(40)  not null primary key,
  source        varchar(64)  not null,
  delivery_key  varchar(255) not null,
  body_hash     varchar(64)  not null,
  content_type  varchar(255) not null,
  query         varchar      not null,
  headers       varchar      not null,
  body          bytea        not null,
  received_at   timestamp with time zone default current_timestamp not null,
  state         varchar(16)  not null,
  due_at        timestamp with time zone default current_timestamp not null,
  token         varchar(40),
  lease_until   timestamp with time zone,
  receives      integer      default 0 not null,
  call_id       varchar(255),
  phase         varchar(80),
  case_ref      varchar(9),
  reason        varchar,
  constraint event_delivery unique (source, delivery_key)
);
create index event_due on event (state, due_at, id)
  ${partial} where state <> 'done'
;
create index event_lease on event (state, lease_until)
  ${partial} where state = 'claimed'
;
create index event_received on event (received_at);

-- A call with everything its events said, merged; gathering until it can be decided.
create table call_record (
  source     varchar(64)  not null,
  call_id    varchar(255) not null,
  state      varchar(16)  not null,
  report     varchar      not null,
  -- Hashes of the values that were known while the call's case was restricted: no place in the open shows them, also afterwards.
  sealed     varchar      default '[]' not null,
  decide_at  timestamp with time zone,
  -- Who is deciding it, and when it is due again otherwise: the claim is over as soon as decide_at is another time.
  token       varchar(40),
  lease_until timestamp with time zone,
  case_ref   varchar(9),
  -- The first event that told of the call.
  event_id   varchar(40)  default '' not null,
  first_seen timestamp with time zone default current_timestamp not null,
  primary key (source, call_id)
);
create index call_record_due on call_record (state, decide_at)
  ${partial} where state = 'gathering'
;
create index call_record_case on call_record (case_ref)
  ${partial} where case_ref is not null
;
create index call_record_call on call_record (call_id);

-- The sources of calls that joined a case, each with its first call there: who is notified of what becomes of it.
create table case_source (
  case_ref varchar(9)   not null,
  source   varchar(64)  not null,
  call_id  varchar(255) not null,
  primary key (case_ref, source)
);

create table support_case (
  ref             varchar(9)   not null primary key,
  source          varchar(64)  not null,
  call_id         varchar(255) not null,
  account_id      varchar(64),
  open_matter     varchar(64),
  matter          varchar(64),
  queue           varchar(32)  not null,
  owner_id        varchar(64)  not null,
  assignee        varchar(128),
  status          varchar(16)  not null,
  terminal        boolean      default false not null,
  held            boolean      default false not null,
  restricted      boolean      not null,
  severity_level  integer      not null,
  severity_by     varchar(160) not null,
  severity_pages  boolean      not null,
  decision_id     varchar(40)  not null,
  brief           varchar      not null,
  calls           integer      not null,
  page_status     varchar(16)  not null,
  page_reason     varchar(255) not null,
  page_id         varchar(255),
  page_url        varchar(1024),
  ticket_created_at      timestamp with time zone,
  owner_assigned_at      timestamp with time zone,
  engineering_engaged_at timestamp with time zone,
  incident_declared_at   timestamp with time zone,
  fix_deployed_at        timestamp with time zone,
  service_restored_at    timestamp with time zone,
  acts            varchar      default '[]' not null,
  ended_at        timestamp with time zone,
  ended_matter    varchar(64),
  checked_at      timestamp with time zone default current_timestamp not null,
  opened_at       timestamp with time zone default current_timestamp not null,
  constraint support_case_call unique (source, call_id),
  constraint support_case_open_matter unique (open_matter)
)
  ${partial} with (fillfactor = 45)
;
create index support_case_opened on support_case (opened_at, ref);
create index support_case_queue on support_case (queue, status, opened_at, ref);
create index support_case_queue_opened on support_case (queue, opened_at, ref);
create index support_case_account on support_case (account_id, status, opened_at, ref);
create index support_case_account_opened on support_case (account_id, opened_at, ref);
create index support_case_owner on support_case (owner_id, opened_at, ref);
create index support_case_status on support_case (status, opened_at, ref);
create index support_case_matter on support_case (matter, opened_at);
create index support_case_ended_matter on support_case (ended_matter, ended_at)
  ${partial} where ended_matter is not null
;
create index support_case_page on support_case (page_id)
  ${partial} where page_id is not null
;
-- For comparing open cases with what the tools hold.
create index support_case_going on support_case (terminal, ref)
  ${partial} where terminal = false
;
-- For comparing those that ended not long ago.
create index support_case_ended_at on support_case (ended_at, ref)
  ${partial} where ended_at is not null
;
-- For retention.
create index support_case_ended on support_case (terminal, opened_at)
  ${partial} where terminal = true
;

-- What Jira and Slack returned for a case: its ticket and its message. While there is no row, they are still to come.
create table case_receipt (
  case_ref    varchar(9)  not null,
  destination varchar(16) not null,
  status      varchar(16) not null,
  provider_id  varchar(64),
  provider_key varchar(64),
  channel     varchar(64),
  url         varchar(1024),
  primary key (case_ref, destination)
);
create index case_receipt_provider_id on case_receipt (provider_id, destination)
  ${partial} where provider_id is not null
;

create table decision (
  id          varchar(40) not null primary key,
  case_ref    varchar(9)  not null,
  source      varchar(64) not null,
  call_id     varchar(255) not null,
  queue       varchar(32) not null,
  rule_id     varchar(120) not null,
  rule_set    varchar(64) not null,
  severity_level integer  not null,
  content     varchar     not null,
  decided_at  timestamp with time zone default current_timestamp not null
);
create index decision_case on decision (case_ref, decided_at);
create index decision_time on decision (decided_at, id);

-- Append-only: nothing in the product updates or deletes a row of it before retention.
create table timeline_entry (
  case_ref varchar(9)   not null,
  -- Orders the entries of a case; they are numbered when they are read.
  seq      bigint       generated by default as identity,
  at       timestamp with time zone default current_timestamp not null,
  kind     varchar(40)  not null,
  actor    varchar(160) not null,
  detail   varchar      not null,
  primary key (case_ref, seq)
);

-- What the tools have told about a case, each fact once. The case follows from the set of them, not from their arrival.
create table case_fact (
  case_ref varchar(9)   not null,
  fact     varchar(64)  not null,
  object   varchar(255) not null,
  at       timestamp with time zone not null,
  counts   boolean      not null,
  content  varchar      not null,
  noted_at timestamp with time zone default current_timestamp not null,
  primary key (case_ref, fact)
);
create index case_fact_object on case_fact (object);

-- What a tool holds of a case that the case has not heard of. While it is open, its key is taken.
create table drift (
  id         varchar(40)  not null primary key,
  case_ref   varchar(9)   not null,
  tool       varchar(64)  not null,
  open_for   varchar(80),
  state      varchar(16)  not null,
  facts      varchar      not null,
  found_at   timestamp with time zone default current_timestamp not null,
  settled_by varchar(64)  default '' not null,
  settled_at timestamp with time zone,
  constraint drift_open_for unique (open_for)
);
create index drift_state on drift (state, found_at, id);
create index drift_case on drift (case_ref);

-- What is counted of cases, each once for a case: unsupported claims by topic, and review reasons.
create table case_mark (
  case_ref varchar(9)   not null,
  kind     varchar(16)  not null,
  topic    varchar(120) not null,
  queue    varchar(32)  not null,
  at       timestamp with time zone default current_timestamp not null,
  primary key (case_ref, kind, topic)
);
create index case_mark_at on case_mark (at, kind, topic, queue);

create table rule_set (
  hash         varchar(64)  not null primary key,
  content      varchar      not null,
  published_by varchar(160) not null,
  approved_by  varchar(160) not null,
  reason       varchar      not null,
  published_at timestamp with time zone default current_timestamp not null
);

-- Which version is in force: the last row. Rows are only added.
create table rule_activation (
  id           varchar(40)  not null primary key,
  hash         varchar(64)  not null,
  activated_by varchar(160) not null,
  reason       varchar      not null,
  activated_at timestamp with time zone default current_timestamp not null
);
create index rule_activation_time on rule_activation (activated_at, id);

-- The first runs of a source, which wait for a person: how many were held, released, and released as decided.
create table supervision (
  source   varchar(64) not null primary key,
  held     integer     not null,
  released integer     not null,
  agreed   integer     not null
);

-- The durable queue of intended effects.
create table dispatch (
  id           varchar(40)  not null primary key,
  case_ref     varchar(9)   not null,
  destination  varchar(64)  not null,
  operation    varchar(40)  not null,
  sequence     integer      not null,
  -- What the provider is told to recognise it by: made of the id.
  marker       varchar(255) not null,
  payload      varchar      not null,
  state        varchar(16)  not null,
  awaits       varchar(40),
  -- The dispatch whose ticket, message, comment or page this one changes, where that is not the case's present one.
  acts_on      varchar(40),
  -- Which of the case's tickets or messages it belongs to, from 1; and why that one stands no more, or null while it stands.
  placement    integer      default 1 not null,
  superseded   varchar(16),
  -- Where it was first sent: project, channel, or the fingerprint of a routing key. A look-up asks there.
  place        varchar(255),
  due_at       timestamp with time zone not null,
  attempts     integer      default 0 not null,
  failures     integer      default 0 not null,
  lookups      integer      default 0 not null,
  token        varchar(40),
  lease_until  timestamp with time zone,
  first_sent_at timestamp with time zone,
  sent_at      timestamp with time zone,
  reason       varchar,
  provider_id  varchar(255),
  provider_key varchar(255),
  provider_channel varchar(64),
  provider_url varchar(1024),
  planned_at   timestamp with time zone default current_timestamp not null,
  settled_at   timestamp with time zone,
  constraint dispatch_once unique (case_ref, destination, operation, sequence)
);
create index dispatch_due on dispatch (destination, state, due_at, id)
  ${partial} where state in ('ready', 'unknown', 'waiting', 'dead')
;
create index dispatch_awaits on dispatch (awaits)
  ${partial} where awaits is not null
;
-- Also finds expired leases: few rows are ever being sent at once.
create index dispatch_state on dispatch (state, planned_at, id)
  ${partial} where state not in ('done', 'ready')
;

create table dispatch_attempt (
  dispatch_id varchar(40) not null,
  number      integer     not null,
  started_at  timestamp with time zone not null,
  finished_at timestamp with time zone default current_timestamp not null,
  outcome     varchar(16) not null,
  http_status integer     not null,
  reason      varchar     not null,
  primary key (dispatch_id, number)
);
-- For retention.
create index dispatch_attempt_finished on dispatch_attempt (finished_at);

-- Tickets that may have been made twice, to be looked for again when Jira's index has caught up.
create table double_check (
  dispatch_id varchar(40) not null primary key,
  round       integer     not null,
  tries       integer     default 0 not null,
  due_at      timestamp with time zone not null
);
create index double_check_due on double_check (due_at, dispatch_id);

-- Which accounts reported which failure, and when: the evidence behind a confirmed severity.
create table failure (
  signature varchar(64) not null primary key,
  label     varchar(400) not null,
  page_case varchar(9),
  opened_at timestamp with time zone default current_timestamp not null,
  last_at   timestamp with time zone default current_timestamp not null
);
create index failure_page on failure (page_case)
  ${partial} where page_case is not null
;
create table failure_report (
  signature   varchar(64) not null,
  account_id  varchar(64) not null,
  last_at     timestamp with time zone default current_timestamp not null,
  primary key (signature, account_id)
);
create index failure_report_recent on failure_report (signature, last_at);

-- Cases that report a failure, so that an incident declared later finds them.
create table failure_case (
  signature  varchar(64) not null,
  case_ref   varchar(9)  not null,
  account_id varchar(64) not null,
  region     varchar(255) not null,
  at         timestamp with time zone default current_timestamp not null,
  primary key (signature, case_ref)
);
create index failure_case_recent on failure_case (signature, at);
-- For retention.
create index failure_case_at on failure_case (at);
create index failure_report_last on failure_report (last_at);
create index failure_last on failure (last_at);

-- What monitors and status pages say now, one row for each alert, outage and component, by their own clocks.
create table monitor (
  id     varchar(300) not null primary key,
  source varchar(64)  not null,
  name   varchar(255) not null,
  area   varchar(255) not null,
  firing boolean      not null,
  at     timestamp with time zone not null,
  sort   varchar(255) not null
);
create index monitor_area on monitor (area, firing);
create index monitor_at on monitor (firing, at);

-- A disruption: proposed, open, resolved or dismissed. While it is not over, its key is taken; an outage of the
-- status page keeps its own. Its reference stands in
-- dispatch.case_ref for what is sent about the incident as a whole: its thread.
create table incident (
  id           varchar(40)  not null primary key,
  ref          varchar(9)   not null,
  title        varchar(400) not null,
  state        varchar(16)  not null,
  stage        varchar(16)  not null,
  stage_by     varchar(160) not null,
  origin       varchar(160) not null,
  open_key     varchar(300),
  areas        varchar      not null,
  regions      varchar      not null,
  published    integer      default 0 not null,
  post_mortem  varchar(1024) not null,
  timeline_seq integer      default 0 not null,
  calls        integer      default 0 not null,
  page_case    varchar(9),
  thread_queue   varchar(32),
  thread_status  varchar(16) default 'none' not null,
  thread_id      varchar(64),
  thread_channel varchar(64),
  thread_url     varchar(1024),
  thread_stale   boolean     default false not null,
  opened_at    timestamp with time zone default current_timestamp not null,
  declared_at  timestamp with time zone,
  resolved_at  timestamp with time zone,
  constraint incident_open_key unique (open_key),
  constraint incident_ref unique (ref)
);
create index incident_state on incident (state, opened_at, id);
create index incident_stale on incident (thread_stale, id);
create index incident_page on incident (page_case);

create table incident_message (
  incident_id varchar(40)  not null,
  version     integer      not null,
  stage       varchar(16)  not null,
  text        varchar      not null,
  author      varchar(64)  not null,
  approver    varchar(64),
  written_at  timestamp with time zone default current_timestamp not null,
  approved_at timestamp with time zone,
  primary key (incident_id, version)
);

create table incident_case (
  incident_id varchar(40) not null,
  case_ref    varchar(9)  not null,
  account_id  varchar(64) not null,
  region      varchar(255) not null,
  labelled    boolean      default false not null,
  tie         varchar(8)   default 'none' not null,
  linked_at   timestamp with time zone default current_timestamp not null,
  primary key (incident_id, case_ref)
);
create index incident_case_case on incident_case (case_ref);
-- Cases whose tickets are still to be told that they belong to the incident.
create index incident_case_tie on incident_case (tie, linked_at);

-- Each affected case is told each published message once: the key sees to it.
create table incident_update (
  incident_id varchar(40) not null,
  version     integer     not null,
  case_ref    varchar(9)  not null,
  state       varchar(16) not null,
  reason      varchar     not null,
  channel     varchar(16)  default '' not null,
  source      varchar(64)  default '' not null,
  dispatch_id varchar(40),
  due_since   timestamp with time zone default current_timestamp not null,
  told_at     timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by varchar(160),
  primary key (incident_id, version, case_ref)
);
create index incident_update_state on incident_update (state, due_since);
create index incident_update_dispatch on incident_update (dispatch_id);

create table incident_entry (
  incident_id varchar(40)  not null,
  seq         integer      not null,
  at          timestamp with time zone default current_timestamp not null,
  kind        varchar(40)  not null,
  actor       varchar(160) not null,
  detail      varchar      not null,
  primary key (incident_id, seq)
);

-- Tokens of the API that were made over it, as hashes. Revoking one notes by whom and when; no row is ever deleted, so that
-- the table is its own audit.
create table api_token (
  id         varchar(40)  not null primary key,
  hash       varchar(64)  not null,
  holder     varchar(64)  not null,
  roles      varchar      not null,
  queues     varchar      not null,
  created_by varchar(160) not null,
  created_at timestamp with time zone default current_timestamp not null,
  revoked_by varchar(160),
  revoked_at timestamp with time zone
);
create index api_token_created on api_token (created_at, id);

-- What is stored compressed is stored with less effort where the server was built with LZ4.
${partial} do $$ begin alter table event alter column body set compression lz4; alter table call_record alter column report set compression lz4; alter table support_case alter column brief set compression lz4; alter table decision alter column content set compression lz4; exception when others then null; end $$;
