using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Access;

internal sealed class TokenCreateVerb : ClientVerb
{
    private readonly Option<string> _person = new("--for") { Description = "Whose it will be", HelpName = "NAME", Required = true };
    private readonly Option<string?> _purpose = new("--purpose") { Description = "What it is for, in a few words", HelpName = "TEXT" };

    private readonly Option<string[]> _allow = new("--allow")
    {
        Description = "Narrow it to an action at a place; may be given several times [default: all that its person may do]",
        HelpName = "ACTION:APP/ENV",
    };

    private readonly Option<string[]> _roles = new("--role") { Description = "A role that it gives beside those of the access file", HelpName = "NAME" };
    private readonly Option<string> _expires = new("--expires") { Description = "When it is good no more, from now", HelpName = "AGE", DefaultValueFactory = _ => "90d" };

    public TokenCreateVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "create", "Make a token and show it, this once",
            "slipway token create --for alice --purpose laptop",
            "slipway token create --for ci-bot --allow deploy:shop/staging --allow view:shop/* --expires 30d > token.txt")
    {
        Options.Add(_person);
        Options.Add(_purpose);
        Options.Add(_allow);
        Options.Add(_roles);
        Options.Add(_expires);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var expires = call.Value(_expires)!;
        if (!DurationText.TryParse(expires, out var life) || life < TimeSpan.FromSeconds(1))
            throw new VerbFailedException(ExitCodes.Invalid, $"--expires: '{expires}' is no age; write it as 90d, 36h or 30m");
        var request = new TokenRequest
        {
            Person = call.Value(_person)!,
            Purpose = call.Value(_purpose),
            Roles = call.Value(_roles),
            Scope = call.Value(_allow) is { Length: > 0 } rules ? [.. rules.Select(Rule)] : null,
            LifeSeconds = (long)life.TotalSeconds,
        };
        var issued = await call.Client.PostAsync<TokenRequest, IssuedTokenView>("api/v1/tokens", request, cancellation);
        call.Print(issued, Write);
        return ExitCodes.Done;
    }

    private static ScopeRule Rule(string text) => text.Split(':') is [{ Length: > 0 } action, { Length: > 0 } on]
        ? new ScopeRule(action, on)
        : throw new VerbFailedException(ExitCodes.Invalid, $"--allow: '{text}' is no rule; write it as deploy:shop/staging");

    /// <summary>The token alone goes to the output, so that it can be put into a file.</summary>
    private static void Write(Terminal terminal, IssuedTokenView issued)
    {
        terminal.Out.WriteLine(issued.Secret);
        terminal.Error.WriteLine($"token {issued.Token.Id} of {issued.Token.Person}, good until {Listing.Time(terminal, issued.Token.Expires)}; it is not shown again");
    }
}
