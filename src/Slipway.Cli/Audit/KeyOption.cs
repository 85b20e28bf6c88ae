using System.CommandLine;
using Slipway.Contracts;
using Slipway.Core.Values;

namespace Slipway.Cli.Audit;

/// <summary>Public keys by which something must be signed: a file with one, or the key itself.</summary>
internal sealed class KeyOption : Option<string[]>
{
    public KeyOption(string byDefault)
        : base("--key")
    {
        Description = $"The public key, as `slipway audit key` prints it, or a file with it; may be given several times where the key was changed [default: {byDefault}]";
        HelpName = "PUBKEY";
    }

    /// <exception cref="VerbFailedException">One is no key.</exception>
    public IReadOnlyList<PublicKey> Read(ParseResult parsed, Terminal terminal) => [.. (parsed.GetValue(this) ?? []).Select(text => Parse(text, terminal))];

    private static PublicKey Parse(string text, Terminal terminal)
    {
        try
        {
            var path = Path.GetFullPath(text, terminal.Directory);
            return PublicKey.TryParse(File.Exists(path) ? File.ReadAllText(path) : text, out var key)
                ? key
                : throw new VerbFailedException(ExitCodes.Invalid, $"--key: '{text}' is no public key of Ed25519, nor a file with one; `slipway audit key` prints it where the server runs");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"--key: {unreadable.Message}");
        }
    }
}
