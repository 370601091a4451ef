-- What a later version might add: expanding only, so that the version before it goes on working beside it.
alter table event add column note varchar;
alter table dispatch add column tries_left integer default 5 not null;
create index dispatch_tries_left on dispatch (tries_left, id);
create table later (id varchar(40) not null primary key);
