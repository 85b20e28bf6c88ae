using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>From the first token of a new server to what people with theirs may do.</summary>
public sealed class AccessTests : IAsyncDisposable
{
    private const string FirstMark = "first token, for a day or until `slipway token create` made another: ";

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_first_token_makes_another_from_elsewhere_and_is_void_with_it()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await _shop.StartAsync();
        await Poll.UntilAsync(() => _shop.Server.Printed.Contains(FirstMark, StringComparison.Ordinal), "the first token", TestContext.Current.CancellationToken);
        var first = _shop.Server.Printed.Split(FirstMark)[1].Split('\n')[0].Trim();
        var made = await AsAsync(first, "token", "create", "--for", "alice", "--role", "admin", "-o", "json");
        var alice = made.Ended(ExitCodes.Done).Read(SlipwayJson.Default.IssuedTokenView);
        (await AsAsync(first, "token", "create", "--for", "eve", "--role", "admin")).Ended(ExitCodes.Denied).Error.ShouldContain("this first token is void");
        (await AsAsync(alice.Secret, "whoami")).Ended(ExitCodes.Done).Out.ShouldStartWith($"alice by token {alice.Token.Id}");

        await _shop.KillServerAsync();
        await _shop.StartAsync();
        (await AsAsync(alice.Secret, "status")).Ended(ExitCodes.Done);
        (await _shop.RunAsync("whoami")).Ended(ExitCodes.Done).Out.ShouldStartWith($"{Environment.UserName} by local");
        (await _shop.RunAsync("status")).Ended(ExitCodes.Done);
        _shop.Server.Printed.ShouldNotContain(FirstMark);
    }

    [Fact]
    public async Task People_may_do_what_the_access_file_says_under_whatever_name_and_at_once_when_it_changes()
    {
        const string bound = "bindings: [{ subject: alice, roles: [developer] }]\naliases: { alice: [alice@example.org] }\n";
        var file = Path.Combine(_shop.Folder, "access.yaml");
        await File.WriteAllTextAsync(file, bound);
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await _shop.StartAsync("--access", "access.yaml");
        var alias = await TokenAsync("--for", "alice@example.org");
        var narrow = await TokenAsync("--for", "alice", "--allow", "view:shop/*");

        (await AsAsync(narrow, "deploy", "--version", "1.0.0")).Ended(ExitCodes.Denied).Error.ShouldContain("alice may not deploy on shop/production: the scope of token ");
        (await AsAsync(narrow, "servers")).Ended(ExitCodes.Denied);
        var rollout = (await AsAsync(alias, "deploy", "--version", "1.0.0", "-o", "json")).Ended(ExitCodes.Done).Read(SlipwayJson.Default.RolloutView);
        rollout.StartedBy.ShouldBe("alice");
        (await AsAsync(alias, "token", "list")).Ended(ExitCodes.Denied);
        (await AsAsync(alias, "access", "check", "--do", "override", "--on", "shop/production")).Ended(ExitCodes.Denied).Out.ShouldContain("default: none");
        (await AsAsync(alias, "access", "explain", "--on", "shop/production")).Ended(ExitCodes.Done).Out.ShouldContain("alice on shop/production, roles: developer");

        await File.WriteAllTextAsync(file, "bindings: oops\n");
        await Poll.UntilAsync(() => _shop.Server.Printed.Contains("The access file is bad now", StringComparison.Ordinal), "the fault to be told", TestContext.Current.CancellationToken);
        (await AsAsync(alias, "status")).Ended(ExitCodes.Done);
        await File.WriteAllTextAsync(file, "roles: { out: [{ deny: '*', on: '**' }] }\n" + bound.Replace("[developer]", "[developer, out]", StringComparison.Ordinal));
        await Poll.UntilAsync(() => _shop.Server.Printed.Contains("counts from now on", StringComparison.Ordinal), "the file to count", TestContext.Current.CancellationToken);
        (await AsAsync(alias, "pause", rollout.Id)).Ended(ExitCodes.Denied).Error.ShouldContain("deny * on ** (role out, bound to subject alice)");
        (await _shop.RunAsync("events", "--limit", "1000")).Ended(ExitCodes.Done).Out.ShouldContain("alice may not deploy on shop/production");
    }

    [Fact]
    public async Task What_makes_no_sense_at_the_start_is_refused_with_what_to_do()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "bad.yaml"), "default: all\n");
        (await _shop.RunAsync("serve", "--access", "bad.yaml")).Ended(ExitCodes.Invalid).Error.ShouldContain("bad.yaml:1:10: default: must be one of viewer, none");
        (await _shop.RunAsync("serve", "--access", "none.yaml")).Ended(ExitCodes.Invalid).Error.ShouldContain("none.yaml cannot be read");
        (await _shop.RunAsync("serve", "--listen", "0.0.0.0:7070")).Ended(ExitCodes.Invalid).Error.ShouldContain("give --tls-cert and --tls-key, or say --insecure");
        (await _shop.RunAsync("serve", "--tls-cert", "x.pem")).Ended(ExitCodes.Invalid).Error.ShouldContain("go together");
        (await _shop.RunAsync("serve", "--tls-cert", "bad.yaml", "--tls-key", "bad.yaml")).Ended(ExitCodes.Invalid).Error.ShouldContain("are no certificate and key for TLS");
        (await _shop.RunAsync("status", "--token-file", "none.txt")).Ended(ExitCodes.Invalid).Error.ShouldContain("cannot be read");
    }

    private async Task<string> TokenAsync(params IReadOnlyList<string> args) =>
        (await _shop.RunAsync(["token", "create", .. args])).Ended(ExitCodes.Done).Out.Trim();

    /// <summary>As somebody elsewhere would, with a token in a file.</summary>
    private async Task<ProgramResult> AsAsync(string token, params IReadOnlyList<string> args)
    {
        var file = Path.Combine(_shop.Folder, "token.txt");
        await File.WriteAllTextAsync(file, token + "\n");
        return await _shop.RunAsync([.. args, "--token-file", file]);
    }
}
