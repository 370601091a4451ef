-- Which of what waits for a person the operators were notified of. What began to wait again is another thing: since says when.
-- A notice is on its way while told_at is null.
create table attention_notice (
  kind       varchar(32)  not null,
  item       varchar(80)  not null,
  since      timestamp with time zone not null,
  claimed_at timestamp with time zone default current_timestamp not null,
  told_at    timestamp with time zone,
  primary key (kind, item)
);
-- For retention.
create index attention_notice_claimed on attention_notice (claimed_at);

-- When the next notice may go out, of all nodes together: one row.
create table attention_turn (
  id      integer not null primary key,
  next_at timestamp with time zone not null
);

-- Open cases of owners who are not there, and who the owners of open cases are.
create index support_case_open_owner on support_case (terminal, owner_id, opened_at, ref)
  ${partial} where terminal = false
;
