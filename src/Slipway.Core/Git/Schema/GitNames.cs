using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Git.Schema;

/// <summary>Names inside a repository, and of who commits.</summary>
internal static class GitNames
{
    private const int MaxBranch = 200;
    private const string NotInBranch = " ~^:?*[\\";

    public static TextType Branch { get; } = new("the name of a branch", fault: text => IsBranch(text)
        ? null
        : new ScalarFault($"'{text}' is no name of a branch", "letters, digits, - _ . and /, as in main or release/2026"));

    public static TextType Path { get; } = new("a path in the repository", fault: text => IsPath(text)
        ? null
        : new ScalarFault($"'{text}' is no path in a repository", "from its top, without .. and without a / at the beginning: production/versions.yaml"));

    public static TextType Author { get; } = new("NAME <MAIL>", fault: text => IsAuthor(text)
        ? null
        : new ScalarFault($"'{text}' is no author", "a name and a mail address: \"Slipway <slipway@example.org>\""));

    public static TextType Key { get; } = new(KeyPath.Shape, fault: text => KeyPath.Parse(text) is not null
        ? null
        : new ScalarFault($"'{text}' is no path of keys", KeyPath.Shape));

    // What git itself refuses as a name, and a dash in front, which would be read as an option.
    private static bool IsBranch(string text) =>
        text.Length <= MaxBranch
        && text.All(c => c > ' ' && c != '\x7f' && !NotInBranch.Contains(c, StringComparison.Ordinal))
        && text.Split('/').All(part => part.Length > 0 && part[0] is not ('.' or '-') && part[^1] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal))
        && !text.Contains("..", StringComparison.Ordinal) && !text.Contains("@{", StringComparison.Ordinal) && text != "@";

    private static bool IsPath(string text) =>
        text.All(c => !char.IsControl(c) && c is not ('\\' or ':'))
        && text.Split('/').All(part => part is not ("" or "." or "..") && !string.Equals(part, ".git", StringComparison.OrdinalIgnoreCase));

    private static bool IsAuthor(string text) =>
        text.IndexOf('<', StringComparison.Ordinal) is > 1 and var from && text[from - 1] == ' ' && text[^1] == '>'
        && text.Count(c => c is '<' or '>') == 2 && text[from..].Count(c => c == '@') == 1 && text[..from].Trim().Length > 0 && !text.Any(char.IsControl);
}
