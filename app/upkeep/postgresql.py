"""Copying a PostgreSQL database with pg_dump, and putting a copy in its place in one transaction.

The passwords of DATABASE_URL reach PostgreSQL's own programs through the environment, never on a command line.
"""

import os
import re
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg
import sqlalchemy as sa
from psycopg import sql
from psycopg.conninfo import make_conninfo

from app.upkeep.archive import PIECE, Damaged, Manifest, Trouble

NAME = "postgresql"
INSTALLED = Path("/usr/lib/postgresql")
LONGEST_LOCK = "10s"
GOING = 2.0
"""Seconds in which a connection that was closed is gone from the server."""
_COPY = re.compile(rb"COPY [^.]+\.(\"(?:[^\"]|\"\")+\"|[^ ]+) .*FROM stdin;\n")


class Postgresql:
    """One PostgreSQL database, by its address."""

    name = NAME

    def __init__(self, url: sa.URL) -> None:
        arguments = url.set(drivername="postgresql+psycopg").get_dialect()().create_connect_args(url)[1]
        self.password = str(arguments.pop("password", "") or "")
        self.where = arguments

    def server(self) -> str:
        """The server's version."""
        with self._connected() as connection:
            return str(connection.info.parameter_status("server_version"))

    def dump(self, folder: Path) -> tuple[Path, dict[str, int]]:
        """The payload: what pg_dump says at one moment, and the rows that every table held at the same moment."""
        payload = folder / "payload"
        with self._connected() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            rows = _counted(connection)
            self._run(
                self._program("pg_dump"),
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
                f"--file={payload}",
                f"--dbname={self._address()}",
            )
        return payload, rows

    def check(self, payload: Path, manifest: Manifest, folder: Path) -> str:
        """Raises Damaged unless pg_restore reads all of the payload and finds the rows of the manifest in it; where
        the role may make databases, it is restored into one of its own as well. Says what was done.
        """
        found: dict[str, int] = {}
        for piece in self._script(payload):
            if isinstance(piece, dict):
                found.update(piece)
        if found != manifest.rows:
            raise Damaged("The backup holds other rows than it says.")
        if not self._may_make_databases():
            return "every row read and counted (a restore was not tried: the role may not make databases)"
        with self._scratch() as scratch:
            scratch.load(payload, manifest, folder, [])
        return "restored into a database of its own, rows counted"

    def holds_nothing(self) -> bool:
        """Whether nobody has an account in it yet."""
        with self._connected() as connection:
            (there,) = connection.execute("SELECT to_regclass('public.account') IS NOT NULL").fetchone() or (False,)
            return not there or connection.execute("SELECT 1 FROM public.account LIMIT 1").fetchone() is None

    def refuse_company(self) -> None:
        """Raises Trouble while anybody else is connected to the database."""
        with self._connected() as connection:
            question = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            (others,) = connection.execute(question).fetchone() or (0,)
            until = time.monotonic() + GOING
            # A connection that was closed just now, our own among them, takes the server a moment.
            while others and time.monotonic() < until:
                time.sleep(0.05)
                connection.execute("SELECT pg_stat_clear_snapshot()")
                (others,) = connection.execute(question).fetchone() or (0,)
        if others:
            raise Trouble(f"The database is in use by {others} other connection(s). Stop the service first.")

    def load(self, payload: Path, manifest: Manifest, _folder: Path, afterwards: list[str]) -> list[int]:
        """Put the payload in the database's place, in one transaction; answers with how many rows each command of
        `afterwards` changed. Cut off at any moment, the database is the one from before or the new one.
        """
        psql = [
            self._program("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align",
            "--set=ON_ERROR_STOP=1", f"--dbname={self._address()}",
        ]  # fmt: skip
        process = subprocess.Popen(  # noqa: S603 (our own words)
            psql, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self._environment()
        )
        said, complained = b"", b""
        try:
            assert process.stdin is not None  # noqa: S101 (a pipe was asked for)
            with suppress(BrokenPipeError):
                # Without the last line, the COMMIT, everything is taken back: also when this program is killed.
                self._send(process.stdin, payload, manifest, afterwards)
            said, complained = process.communicate()
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()
        if process.returncode:
            raise Trouble(f"PostgreSQL refused, and nothing was changed: {_first_line(complained)}")
        return [int(line) for line in said.decode().split() if line.isdigit()][-len(afterwards) :] if afterwards else []

    def _send(self, to: IO[bytes], payload: Path, manifest: Manifest, afterwards: list[str]) -> None:
        to.write(f"BEGIN; SET LOCAL lock_timeout = '{LONGEST_LOCK}';\n".encode())
        with self._connected() as connection:
            there, guards = _tables(connection), _functions(connection)
        for table in there:
            to.write(f"DROP TABLE {_quoted(table)} CASCADE;\n".encode())
        for guard in guards:
            to.write(f"DROP FUNCTION {guard};\n".encode())
        for piece in self._script(payload):
            if isinstance(piece, bytes):
                to.write(piece)
        for table, rows in manifest.rows.items():
            count = f"SELECT count(*) FROM {_quoted(table)}"  # noqa: S608 (a table of the database)
            refusal = "RAISE 'the backup holds other rows than it says'"
            to.write(f"DO $$ BEGIN IF ({count}) <> {rows} THEN {refusal}; END IF; END $$;\n".encode())
        for command in afterwards:
            to.write(f"WITH done AS ({command} RETURNING 1) SELECT count(*) FROM done;\n".encode())  # noqa: S608 (ours)
        to.write(b"COMMIT;\n")

    def _script(self, payload: Path) -> Iterator[bytes | dict[str, int]]:
        """The payload as SQL, by lines, and how many rows each table had; raises Damaged where it cannot be read."""
        reading = [self._program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(payload)]
        with subprocess.Popen(  # noqa: S603 (our own words)
            reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self._environment(), bufsize=PIECE
        ) as process:
            assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
            assert process.stderr is not None  # noqa: S101 (a pipe was asked for)
            table, rows = "", 0
            for line in process.stdout:
                if table:
                    if line == b"\\.\n":
                        yield {table: rows}
                        table = ""
                    else:
                        rows += 1
                elif begins := _COPY.fullmatch(line):
                    table, rows = begins[1].decode().strip('"').replace('""', '"'), 0
                yield line
            complained = process.stderr.read()
        if process.returncode:
            raise Damaged(f"pg_restore cannot read the backup: {_first_line(complained)}")

    def _may_make_databases(self) -> bool:
        with self._connected() as connection:
            question = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            (may,) = connection.execute(question).fetchone() or (False,)
            return bool(may)

    @contextmanager
    def _scratch(self) -> Iterator["Postgresql"]:
        name = f"vaeksthus_check_{secrets.token_hex(6)}"
        with self._connected(autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            try:
                scratch = Postgresql.__new__(Postgresql)
                scratch.password, scratch.where = self.password, {**self.where, "dbname": name}
                yield scratch
            finally:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def _connected(self, autocommit: bool = False) -> Iterator[psycopg.Connection]:
        try:
            connection = psycopg.connect(self._address(), password=self.password or None, autocommit=autocommit)
        except psycopg.OperationalError as why:
            raise Trouble(f"The database does not answer: {_first_line(str(why).encode())}") from why
        try:
            yield connection
        except psycopg.Error as why:
            raise Trouble(f"PostgreSQL says: {_first_line(str(why).encode())}") from why
        finally:
            connection.close()

    def _address(self) -> str:
        return make_conninfo(**self.where)

    def _environment(self) -> dict[str, str]:
        environment = dict(os.environ)
        if self.password:
            environment["PGPASSWORD"] = self.password
        return environment

    def _program(self, name: str) -> str:
        """The one of PostgreSQL's programs that is as new as the server, or newer."""
        major = int(self.server().split(".")[0])
        found = {
            version: str(path) for path in INSTALLED.glob(f"*/bin/{name}") if (version := path.parts[-3]).isdigit()
        }
        fits = [int(version) for version in found if int(version) >= major]
        if fits:
            return found[str(min(fits))]
        on_path = shutil.which(name)
        if on_path is None:
            raise Trouble(f"{name} is missing. Run as root: apt-get install postgresql-client")
        said = re.search(r"(\d+)", self._run(on_path, "--version"))
        if said is None or int(said[1]) < major:
            raise Trouble(
                f"{on_path} is older than the server, which is version {major}: install postgresql-client-{major}."
            )
        return on_path

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)  # noqa: S603 (our own words)
        if done.returncode:
            raise Trouble(f"{Path(command[0]).name} failed: {_first_line(done.stderr.encode())}")
        return done.stdout


def _functions(connection: psycopg.Connection) -> list[str]:
    """Our own functions, which keep ledgers from being changed, as PostgreSQL writes their names."""
    question = (
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    )
    return [name for (name,) in connection.execute(question).fetchall()]


def _tables(connection: psycopg.Connection) -> list[str]:
    question = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    return [str(name) for (name,) in connection.execute(question)]


def _counted(connection: psycopg.Connection) -> dict[str, int]:
    counted = {}
    for table in _tables(connection):
        (found,) = connection.execute(
            sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(table))
        ).fetchone() or (0,)
        counted[table] = int(found)
    return counted


def _quoted(table: str) -> str:
    return 'public."{}"'.format(table.replace('"', '""'))


def _first_line(text: bytes) -> str:
    lines = text.decode(errors="replace").strip().splitlines()
    return next((line for line in lines if "ERROR" in line), lines[0]) if lines else "no reason given."
