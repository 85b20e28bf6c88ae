using Slipway.Core.Gates;

namespace Slipway.Core.Access;

/// <summary>Lets, or keeps from, an action on places.</summary>
/// <param name="Action">One of <see cref="Actions"/>, or a pattern such as <c>*</c>.</param>
/// <param name="On">A pattern over <c>app/environment</c>: <c>*</c> stays within one of the two, <c>**</c> goes across.</param>
public sealed record AccessRule(AccessEffect Effect, string Action, string On)
{
    public static AccessRule Allow(string action, string on) => new(AccessEffect.Allow, action, on);

    public static AccessRule Deny(string action, string on) => new(AccessEffect.Deny, action, on);

    /// <param name="on">A place, or <see cref="AccessPolicy.Server"/>.</param>
    public bool Matches(string action, string on) => Glob.Matches(Action, action) && Glob.Matches(On, on);

    /// <summary>As the explanation of a decision names it: <c>allow deploy on shop/*</c>.</summary>
    public override string ToString() => $"{(Effect == AccessEffect.Allow ? "allow" : "deny")} {Action} on {On}";
}
