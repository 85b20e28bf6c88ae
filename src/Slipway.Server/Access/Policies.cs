using Slipway.Core.Access;
using Slipway.Core.Access.Files;
using Slipway.Core.Access.Identity;

namespace Slipway.Server.Access;

/// <summary>The policy in force: that of the access file as it was when it was last good.</summary>
/// <param name="file">Absolute; null: there is none.</param>
public sealed class Policies(string? file)
{
    private string? _text;
    private volatile AccessPolicy _current = AccessPolicy.WithoutFile;

    public AccessPolicy Current => _current;

    /// <summary>Who else may say who somebody is; of the same file. A new one for each change of it.</summary>
    internal IdentitySpec Identity { get; private set; } = new();

    /// <summary>Where the file is: paths in it are relative to that.</summary>
    internal string Folder => Path.GetDirectoryName(file) ?? "/";

    /// <summary>Those that the file names.</summary>
    internal SecretVariables Secrets { get; } = new();

    public bool HasFile => file is not null;

    /// <summary>Reads the file where it has changed.</summary>
    /// <returns>Lines for people: what is wrong with it, or that it counts now; none when nothing has changed.</returns>
    public async Task<(bool IsGood, IReadOnlyList<string> Lines)> LookAsync(CancellationToken cancellation)
    {
        if (file is null)
            return (true, []);
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var gone = $"{file} cannot be read: {e.Message}";
            var told = _text == gone;
            _text = gone;
            return (false, told ? [] : [gone]);
        }

        if (text == _text)
            return (true, []);
        _text = text;
        var read = AccessReader.Read(text);
        if (!read.IsValid)
            return (false, [.. read.Errors.Select(e => e.Format(file))]);
        if (read.Identity.Ldap?.Account?.Password.Env is { } secret)
            Secrets.Take(secret);
        Identity = read.Identity;
        _current = read.Policy;
        return (true, [.. read.Warnings.Select(w => $"warning: {w.Format(file)}")]);
    }
}
