namespace Slipway.Cli.Client.Access;

/// <summary>Whether somebody may do something somewhere, by a file alone.</summary>
/// <param name="On">App and environment, with a slash between them.</param>
internal sealed record AccessQuestion(string File, string Person, IReadOnlyList<string> Groups, string Action, string On);
