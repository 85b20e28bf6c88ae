using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class NoticesRetryVerb : ClientVerb
{
    private readonly Argument<long[]> _ids = new("ID") { Description = "Numbers as `slipway notices` lists them", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _dead = new("--dead") { Description = "All dead letters" };

    public NoticesRetryVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "retry", "Have notices tried anew, within seconds", "slipway notices retry 12 13", "slipway notices retry --dead")
    {
        Arguments.Add(_ids);
        Options.Add(_dead);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var (ids, dead) = (call.Value(_ids) ?? [], call.Value(_dead));
        if (dead == ids.Length > 0)
            throw new VerbFailedException(ExitCodes.Invalid, "say which: the numbers of notices as `slipway notices` lists them, or --dead for all dead letters");
        var retried = await call.Client.PostAsync<RetryNoticesRequest, RetriedNoticesView>("api/v1/notices/retry", new RetryNoticesRequest { Ids = dead ? null : ids }, cancellation);
        call.Print(retried, (terminal, view) => terminal.Out.WriteLine(view.Retried == 1 ? "1 notice is tried anew" : $"{view.Retried} notices are tried anew"));
        return dead || retried.Retried == ids.Length
            ? ExitCodes.Done
            : throw new VerbFailedException(ExitCodes.Failed, $"{ids.Length - retried.Retried} of them are delivered, or never were");
    }
}
