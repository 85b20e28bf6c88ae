namespace Slipway.Core.Access;

/// <summary>Somebody asked for what they may not, or could not prove who they are.</summary>
/// <param name="Person">The name that counts; <see cref="Nobody"/> where there was no proof.</param>
/// <param name="Action">One of <see cref="Actions"/>; empty where it did not come so far.</param>
/// <param name="On">The place; empty for the server itself.</param>
/// <param name="By">The rule, scope or default that said no, or what was wrong with the proof.</param>
/// <param name="Further">So many more denials of the same person since the last event about them, not told one by one.</param>
public sealed record AccessDenied(string Person, string Action, string On, string By, int Further)
{
    public const string Nobody = "nobody";
}
