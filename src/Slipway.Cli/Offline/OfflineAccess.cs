using Slipway.Cli.Client.Access;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Access.Files;

namespace Slipway.Cli.Offline;

/// <summary>What an access file says, for where no server is: in a review, or in CI before it is given to one.</summary>
internal static class OfflineAccess
{
    public static AccessDecisionView Decide(Terminal terminal, AccessQuestion question)
    {
        var file = AccessReader.Read(SpecFile.ReadText(question.File, terminal, "write one: see docs/access.md"));
        if (!file.IsValid)
            throw SpecFile.Invalid(question.File, file.Errors);
        foreach (var warning in file.Warnings)
            terminal.Error.WriteLine($"warning: {warning.Format(question.File)}");
        if (!Principal.IsName(question.Person))
            throw new VerbFailedException(ExitCodes.Invalid, $"--as takes a name of 1 to {Principal.MaxNameLength} characters");
        var principal = new Principal { Name = question.Person, Groups = question.Groups, Credential = "nothing" };
        var decision = file.Policy.RightsOf(principal).Decide(question.Action, question.On);
        return new AccessDecisionView(decision.IsAllowed, decision.By);
    }
}
