using Shouldly;
using Slipway.Core.Values;
using Slipway.Local.Processes;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

public sealed class DirectoryArtifactsTests : IDisposable
{
    private readonly DirectoryArtifacts _artifacts = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway artifacts ü-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nothing_has_no_digest() => (await DigestOf("nowhere")).ShouldBeNull();

    [Fact]
    public async Task The_same_files_have_the_same_digest_wherever_and_whenever_they_are()
    {
        Make("a");
        Make("b");
        File.SetLastWriteTimeUtc(At("b/server"), DateTime.UnixEpoch);
        var digest = await DigestOf("a");
        digest.ShouldNotBeNull();
        (await DigestOf("b")).ShouldBe(digest);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("name")]
    [InlineData("executable")]
    [InlineData("link")]
    [InlineData("link instead of a copy")]
    [InlineData("empty folder")]
    [InlineData("moved end of a file")]
    public async Task Each_difference_that_a_program_can_see_changes_the_digest(string difference)
    {
        Make("a");
        Make("b");
        switch (difference)
        {
            case "content":
                File.WriteAllText(At("b/static/index.html"), "changed");
                break;
            case "name":
                File.Move(At("b/static/index.html"), At("b/static/Index.html"));
                break;
            case "executable":
                File.SetUnixFileMode(At("b/server"), UnixFileMode.UserRead);
                break;
            case "link":
                File.Delete(At("b/current"));
                File.CreateSymbolicLink(At("b/current"), "server");
                break;
            case "link instead of a copy":
                File.Delete(At("b/server"));
                File.CreateSymbolicLink(At("b/server"), At("a/server"));
                break;
            case "empty folder":
                Directory.CreateDirectory(At("b/cache"));
                break;
            default:
                File.WriteAllText(At("b/static/index.html"), "<h1>");
                File.WriteAllText(At("b/static/more.html"), "shop");
                break;
        }
        (await DigestOf("b")).ShouldNotBe(await DigestOf("a"));
    }

    [Fact]
    public async Task A_single_file_is_an_artifact_whatever_its_name()
    {
        File.WriteAllText(At("server-1.jar"), "bytes");
        File.WriteAllText(At("server-2.jar"), "bytes");
        var digest = await DigestOf("server-1.jar");
        digest.ShouldNotBeNull();
        (await DigestOf("server-2.jar")).ShouldBe(digest);
    }

    [Fact]
    public async Task A_link_to_an_artifact_is_that_artifact()
    {
        Make("a");
        Directory.CreateSymbolicLink(At("latest"), "a");
        (await DigestOf("latest")).ShouldBe(await DigestOf("a"));
    }

    [Fact]
    public async Task A_link_that_leads_to_its_own_folder_is_not_followed()
    {
        Make("a");
        Directory.CreateSymbolicLink(At("a/again"), ".");
        (await DigestOf("a")).ShouldNotBeNull();
    }

    private void Make(string name)
    {
        Directory.CreateDirectory(At(name + "/static"));
        File.WriteAllText(At(name + "/static/index.html"), "<h1>shop");
        File.WriteAllText(At(name + "/server"), "#!/bin/sh");
        File.SetUnixFileMode(At(name + "/server"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(At(name + "/current"), "static");
    }

    private string At(string relative) => Path.Combine(_folder, relative);

    private Task<Digest?> DigestOf(string relative) => _artifacts.DigestAsync(At(relative), TestContext.Current.CancellationToken);
}
