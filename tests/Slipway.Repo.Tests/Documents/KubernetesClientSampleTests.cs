using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Documents;

/// <summary>Every line of code on the page of the Kubernetes client is one that a test runs.</summary>
public sealed class KubernetesClientSampleTests
{
    [Fact]
    public void Examples_on_the_clients_page_are_those_that_its_tests_run()
    {
        var run = Repository.Read("tests/Slipway.Kubernetes.Tests/Client/ReadmeTests.cs").Split('\n').Select(line => line.Trim()).ToHashSet();
        var shown = CodeBlock.In("src/Slipway.Kubernetes/Client/README.md").Where(block => block.Language == "csharp").SelectMany(block => block.Lines).ToList();

        shown.Count.ShouldBeGreaterThan(20);
        shown.Where(line => !run.Contains(line.Trim())).ShouldBeEmpty();
    }
}
