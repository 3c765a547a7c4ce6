-- In the application's database, before each start: its owner changes tables, and the application
-- changes rows. A migration may take more from `app`; what it makes later is not given back here.
do $$
begin
  execute format('alter database %I owner to owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to app', current_database());
end
$$;

revoke all on schema public from public;

grant usage on schema public to app;

alter default privileges for role owner in schema public
  grant select, insert, update, delete on tables to app;

alter default privileges for role owner in schema public grant usage on sequences to app;

