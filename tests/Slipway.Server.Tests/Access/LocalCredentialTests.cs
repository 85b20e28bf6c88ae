using Shouldly;
using Slipway.Core.Access;
using Slipway.Server.Access;
using Slipway.Testing.Access;
using Xunit;

namespace Slipway.Server.Tests.Access;

public sealed class LocalCredentialTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-local-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_is_left_where_only_its_owner_reads_it_and_is_that_servers_alone()
    {
        var credential = new LocalCredential();
        credential.Write(_folder.FullName, "http://127.0.0.1:7070");
        var file = Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(file)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var token = LocalCredentialHandler.Read(_folder.FullName, new Uri("http://127.0.0.1:7070/")).ShouldNotBeNull();
        credential.Matches(token).ShouldBeTrue();
        new LocalCredential().Matches(token).ShouldBeFalse();
        LocalCredentialHandler.Read(_folder.FullName, new Uri("http://127.0.0.1:7171/")).ShouldBeNull();
    }

    [Fact]
    public void It_is_an_administrators_of_the_name_of_the_systems_user_and_shows_no_secret()
    {
        var credential = new LocalCredential();
        (credential.Principal.Name, credential.Principal.Credential).ShouldBe((Environment.UserName, "local"));
        credential.Principal.Roles.ShouldBe([AccessRole.AdminName]);
        credential.ToString().ShouldBe("the local credential");
    }
}
