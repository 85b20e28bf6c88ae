using Slipway.Testing.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresRun))]
