-- What people say should have gone elsewhere: a sentence that may become an example. Nothing is learnt from a row until a
-- rule set with its sentence is published and put in force.
create table example_proposal (
  id          varchar(40)  not null primary key,
  case_ref    varchar(9)   not null,
  queue       varchar(32)  not null,
  topic       varchar(32)  not null,
  language    varchar(8)   not null,
  text        varchar(400) not null,
  reason      varchar      not null,
  proposed_by varchar(160) not null,
  proposed_at timestamp with time zone default current_timestamp not null,
  -- open, accepted or rejected.
  state       varchar(16)  not null,
  settled_by  varchar(160) not null,
  settled_why varchar      not null,
  -- The version that holds the sentence, once it was accepted.
  rule_set    varchar(64)  not null,
  constraint example_proposal_once unique (case_ref, topic, text)
);
-- The list of those in a state, newest first.
create index example_proposal_state on example_proposal (state, proposed_at, id);
