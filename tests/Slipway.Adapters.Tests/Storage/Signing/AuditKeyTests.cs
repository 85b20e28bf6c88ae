using System.Diagnostics;
using Shouldly;
using Slipway.Storage.Signing;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Signing;

public sealed class AuditKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string KeyPath => Path.Combine(_folder.Path, AuditKey.FileName);

    [Fact]
    public void A_key_is_made_once_and_its_owner_alone_may_read_it()
    {
        AuditKey.FindPublic(_folder.Path).ShouldBeNull();

        var made = AuditKey.LoadOrMake(_folder.Path);

        AuditKey.LoadOrMake(_folder.Path).Key.ShouldBe(made.Key);
        AuditKey.FindPublic(_folder.Path).ShouldBe(made.Key);
        File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new Ed25519().Holds(made.Key, "a text"u8, made.Sign("a text"u8)).ShouldBeTrue();
    }

    [Fact]
    public void Of_many_who_make_one_at_once_all_have_the_same()
    {
        var keys = new System.Collections.Concurrent.ConcurrentBag<string>();

        Parallel.For(0, 16, _ => keys.Add(AuditKey.LoadOrMake(_folder.Path).Key.ToString()));

        keys.Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(_folder.Path).Length.ShouldBe(2);
    }

    [Fact]
    public void A_key_that_others_may_read_or_that_is_none_is_refused()
    {
        AuditKey.LoadOrMake(_folder.Path);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Should.Throw<InvalidDataException>(() => AuditKey.LoadOrMake(_folder.Path)).Message.ShouldContain("chmod 600");

        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(KeyPath, "no key");
        Should.Throw<InvalidDataException>(() => AuditKey.LoadOrMake(_folder.Path)).Message.ShouldContain("no private key of Ed25519");
    }

    [Fact]
    public async Task Another_program_reads_the_same_key()
    {
        if (!File.Exists("/usr/bin/openssl"))
            Assert.Skip("the program openssl is not there");
        var key = AuditKey.LoadOrMake(_folder.Path).Key;

        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["pkey", "-in", KeyPath, "-pubout"]) { UseShellExecute = false, RedirectStandardOutput = true })!;

        (await openssl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe(key.ToPem());
    }

    public void Dispose() => _folder.Dispose();
}
