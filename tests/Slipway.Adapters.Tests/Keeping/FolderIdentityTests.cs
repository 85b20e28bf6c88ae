using Shouldly;
using Slipway.Local.Keeping;
using Xunit;

namespace Slipway.Adapters.Tests.Keeping;

public sealed class FolderIdentityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-identity-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_keeps_its_identity_and_another_has_another()
    {
        var folder = Path.Combine(_folder.FullName, "one");
        var id = FolderIdentity.Of(folder);
        FolderIdentity.Of(folder).ShouldBe(id);
        FolderIdentity.Of(Path.Combine(_folder.FullName, "two")).ShouldNotBe(id);
    }

    [Fact]
    public async Task Servers_that_start_at_once_are_told_the_same()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => FolderIdentity.Of(_folder.FullName))));
        all.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_damaged_identity_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "folder.id"), "");
        Should.Throw<InvalidDataException>(() => FolderIdentity.Of(_folder.FullName)).Message.ShouldContain("folder.id");
    }
}
