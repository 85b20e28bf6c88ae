using Shouldly;
using Xunit;

namespace Slipway.Repo.Tests.Text;

/// <summary>Where packages come from is a machine's own setting. A host in the repository would break every other machine.</summary>
public sealed class RegistryTests
{
    // Put together here, so that this file does not fail its own test.
    private static readonly string[] Hosts =
    [
        "nuget" + ".org/v3", "registry.npmjs" + ".org", "pypi" + ".org/simple", "files.pythonhosted" + ".org", "deb.debian" + ".org", "proxy.golang" + ".org",
        "PackageRegistry" + "Url", "/work" + "/",
    ];

    [Fact]
    public void No_file_names_the_host_of_a_registry_or_a_path_of_one_machine() =>
        Repository.Files.SelectMany(file => Hosts.Where(Repository.Read(file).Contains).Select(host => $"{file}: {host}")).ShouldBeEmpty();

    [Fact]
    public void No_file_configures_a_registry() =>
        Repository.Files.Where(file => Path.GetFileName(file).ToLowerInvariant() is "nuget.config" or ".npmrc" or "pip.conf").ShouldBeEmpty();
}
