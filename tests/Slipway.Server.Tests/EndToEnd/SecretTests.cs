using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;
using Shouldly;
using Slipway.Contracts;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Storage.Signing;
using Slipway.Testing.Postgres;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Secrets that are told from all else are planted wherever one belongs, and everything that is written is searched for them.</summary>
public sealed class SecretTests : IAsyncDisposable
{
    /// <summary>A variable that the server has and its services inherit: the password of a service's own database.</summary>
    private const string Variable = "SHOP_DATABASE_PASSWORD";

    private const string VariableSecret = "canary-variable-8d1f0c52";

    /// <summary>That somebody mistyped, or took from another server.</summary>
    private const string WrongToken = "canary-token-3b9e71aa04c2d85f";

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_shop.Folder, ".slipway");

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task No_secret_is_in_the_store_a_log_a_plan_an_export_or_evidence()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1s }");
        await _shop.StartWithVariableAsync(Variable, VariableSecret);
        var token = await UseAsync();
        await _shop.Server.StopAsync(Cancel);
        var said = await ProveAsync();

        string[] secrets = [VariableSecret, token, WrongToken, PrivateKey()];
        Leaks(said + _shop.Server.Printed, secrets).ShouldBeEmpty("what was printed");
        Written(secrets).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_password_of_the_store_is_written_nowhere()
    {
        PostgresRun.SkipUnlessInstalled();
        await using var cluster = await PostgresCluster.StartAsync(durable: false, Cancel);
        var url = await cluster.CreateDatabaseAsync("shop", Cancel);
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1s }");
        await _shop.StartWithVariableAsync("SLIPWAY_STORE", url);
        var token = await UseAsync();
        await _shop.Server.StopAsync(Cancel);
        var said = await ProveAsync("--store", url);

        string[] secrets = [cluster.Password, token, WrongToken, PrivateKey()];
        Leaks(said + _shop.Server.Printed, secrets).ShouldBeEmpty("what was printed");
        Written(secrets).ShouldBeEmpty();
    }

    /// <summary>A first version, one that is promoted, one that is taken back, and what people ask meanwhile. Returns the token of one of them.</summary>
    private async Task<string> UseAsync()
    {
        var token = (await _shop.ReadAsync(SlipwayJson.Default.IssuedTokenView, "token", "create", "--for", "alice", "--role", "admin")).Secret;
        (await AsAsync(WrongToken, "status")).Code.ShouldNotBe(ExitCodes.Done);
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        (await AsAsync(token, "deploy", "--version", "2.0.0", "--wait", "--timeout", "1m", "--reason", "a reason")).Ended(ExitCodes.Done);
        await _shop.RunAsync("deploy", "--version", Installation.Crashing, "--wait", "--timeout", "1m");
        foreach (var verb in (string[][])[["plan", "--version", "3.0.0"], ["status"], ["events", "-o", "json"], ["history"], ["releases"], ["doctor"], ["logs"], ["why"]])
        {
            var asked = await _shop.RunAsync(verb);
            await File.WriteAllTextAsync(Path.Combine(_shop.Folder, $"said-{verb[0]}.txt"), asked.ToString(), Cancel);
        }

        return token;
    }

    private async Task<ProgramResult> AsAsync(string token, params IReadOnlyList<string> args)
    {
        var file = Path.Combine(_shop.Folder, "token.txt");
        await File.WriteAllTextAsync(file, token, Cancel);
        var ended = await _shop.RunAsync([.. args, "--token-file", file]);
        File.Delete(file);
        return ended;
    }

    /// <summary>All that goes to an auditor. Returns what was printed.</summary>
    private async Task<string> ProveAsync(params IReadOnlyList<string> store)
    {
        var said = new StringBuilder();
        foreach (var verb in (string[][])
            [["audit", "checkpoint"], ["audit", "verify"], ["audit", "export", "--out", "export.ndjson"], ["evidence", "--rollout", "shop.production.2", "--out", "evidence.ndjson"]])
        {
            said.Append((await _shop.RunAsync([.. verb, .. store])).Ended(ExitCodes.Done).Out);
        }

        said.Append((await _shop.RunAsync("evidence", "verify", "evidence.ndjson")).Ended(ExitCodes.Done).Out);
        return said.ToString();
    }

    /// <summary>The line of the key's file that is the key.</summary>
    private string PrivateKey() => File.ReadAllLines(Path.Combine(Data, AuditKey.FileName))[1];

    /// <summary>
    /// The files with a secret in them. Where one belongs, its owner alone may read it: the key itself, and what a server
    /// that starts must know to go on with the processes of the one before.
    /// </summary>
    private IEnumerable<string> Written(string[] secrets)
    {
        SqliteConnection.ClearAllPools();
        return Directory.EnumerateFiles(_shop.Folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) != ".sock")
            .SelectMany(path => Leaks(Text(path), secrets).Select(secret => $"{secret} in {Path.GetRelativePath(_shop.Folder, path)}"))
            .Where(leak => !IsRightPlace(leak));
    }

    private bool IsRightPlace(string leak)
    {
        var path = Path.Combine(_shop.Folder, leak[(leak.IndexOf(" in ", StringComparison.Ordinal) + 4)..]);
        var isOwnersAlone = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == UnixFileMode.None;
        return isOwnersAlone && (path == Path.Combine(Data, AuditKey.FileName) || path.StartsWith(Path.Combine(Data, "workloads"), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Leaks(string text, string[] secrets) => secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal));

    /// <summary>Byte for byte, so that what a database keeps in pages is found as well; unpacked where it is packed.</summary>
    private static string Text(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
