using Slipway.Testing.Kubernetes;
using Xunit;

[assembly: AssemblyFixture(typeof(ClusterRun))]
