using Slipway.Core.Access;
using Slipway.Core.Access.Tokens;
using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Server.Api.Views;

/// <summary>What happened to tokens, and what was denied, in a sentence each.</summary>
internal static class AccessSentences
{
    public static string Of(StoredEvent stored) => stored.Stream == Streams.Denials ? Of(EventCodec.DecodeDenial(stored)) : Of(EventCodec.DecodeToken(stored));

    private static string Of(AccessDenied denied)
    {
        var what = denied.Action.Length == 0 ? "was not let in" : $"may not {denied.Action} on {(denied.On.Length == 0 ? "this server" : denied.On)}";
        return $"{denied.Person} {what}: {denied.By}{(denied.Further == 0 ? "" : $"; and {denied.Further} more")}";
    }

    private static string Of(TokenEvent e) => e switch
    {
        TokenIssued { Token: { IsFirst: true } first } => $"the first token, {first.Id}, was shown at the start of a new store",
        TokenIssued issued => $"{issued.Token.Person} got the token {issued.Token.Id}, good until {issued.Token.Expires:u}",
        TokenRevoked revoked => $"the token {revoked.Id} was revoked{(revoked.Reason is null ? "" : $": {revoked.Reason}")}",
        TokensCarried carried => $"{carried.Tokens.Count} tokens were written down anew, so that older events may be removed",
        _ => e.GetType().Name,
    };
}
