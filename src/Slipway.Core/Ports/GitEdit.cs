namespace Slipway.Core.Ports;

/// <summary>A change of one file in a repository.</summary>
/// <param name="Key">The same for each try of the same change; one word.</param>
/// <param name="Branch">The branch to make for it; null: the one that is followed.</param>
/// <param name="Change">The file's new text; null when the change does not apply to it any more.</param>
public sealed record GitEdit(string Key, string Path, string? Branch, string Subject, string Body, Func<string, string?> Change);
