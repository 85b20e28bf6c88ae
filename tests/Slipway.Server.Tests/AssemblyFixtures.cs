using Slipway.Testing.Kubernetes;
using Slipway.Testing.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(ClusterRun))]
[assembly: AssemblyFixture(typeof(PostgresRun))]
