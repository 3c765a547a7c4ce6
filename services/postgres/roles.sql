-- In the database postgres, before each start and by the superuser alone: the two roles, their
-- passwords as the files have them now, and no way into the databases that are not theirs. Each part
-- is one command that ends with an empty line, and may be repeated.
do $$
declare
  name text;
begin
  foreach name in array array['owner', 'app'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I', name);
    end if;
    execute format(
      'alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit '
      'password %L',
      name,
      rtrim(pg_read_file('/etc/tare/postgres/passwords/' || name), E'\r\n')
    );
  end loop;
end
$$;

revoke all on database postgres, template1 from public;

