using Slipway.Core.Access;
using Slipway.Core.Access.Files;

namespace Slipway.Server.Access;

/// <summary>The policy in force: that of the access file as it was when it was last good.</summary>
/// <param name="file">Absolute; null: there is none.</param>
public sealed class Policies(string? file)
{
    private string? _text;
    private volatile AccessPolicy _current = AccessPolicy.WithoutFile;

    public AccessPolicy Current => _current;

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
        _current = read.Policy;
        return (true, [.. read.Warnings.Select(w => $"warning: {w.Format(file)}")]);
    }
}
