using System.Collections.Frozen;
using System.Text;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Core.Specs;

namespace Slipway.Integrations.Notices;

/// <summary>
/// The secrets that a file names. Those in the environment are taken at the start, so that they can be removed from there: services
/// and gateways inherit it. Those in files are read anew for each use.
/// </summary>
public sealed class Secrets
{
    /// <summary>A secret is a line, not a document.</summary>
    private const int MaxBytes = 16 * 1024;

    private readonly string _directory;
    private readonly FrozenDictionary<string, string> _variables;

    private Secrets(string directory, IReadOnlyDictionary<string, string> variables) => (_directory, _variables) = (directory, variables.ToFrozenDictionary());

    /// <param name="directory">Relative paths begin there.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <param name="faults">Gets one for each secret that is not there, or too short to sign with, with the line that names it.</param>
    public static Secrets Take(NoticesFile file, string directory, Func<string, string?> variable, ICollection<SpecError> faults) =>
        Take(
            file.Secrets,
            file.Inbound.Select(hook => hook.Secret).Concat(file.Destinations.Select(d => d.Channel).OfType<WebhookSpec>().Select(webhook => webhook.Secret)),
            directory, variable, faults);

    /// <param name="signing">Those of all that sign.</param>
    public static Secrets Take(
        IEnumerable<SecretSource> all, IEnumerable<SecretSource> signing, string directory, Func<string, string?> variable, ICollection<SpecError> faults)
    {
        var sources = all.ToList();
        var variables = new Dictionary<string, string>();
        foreach (var name in sources.Select(source => source.Env).OfType<string>().Distinct())
        {
            if (variable(name) is { Length: > 0 } value)
                variables[name] = value;
        }

        var secrets = new Secrets(directory, variables);
        var keys = signing.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var source in sources)
        {
            if (!secrets.TryRead(source, out var value, out var fault))
                faults.Add(new SpecError("", source.Line, 1, fault));
            else if (keys.Contains(source) && Encoding.UTF8.GetByteCount(value) < NoticeSignature.MinKeyBytes)
                faults.Add(new SpecError("", source.Line, 1, $"the secret in {source} is too short to sign with", $"{NoticeSignature.MinKeyBytes} bytes at least, by chance: openssl rand -hex 32"));
        }

        return secrets;
    }

    /// <exception cref="PortUnavailableException">It is not there now.</exception>
    public string Read(SecretSource source) => TryRead(source, out var value, out var fault) ? value : throw new PortUnavailableException(fault);

    private bool TryRead(SecretSource source, out string value, out string fault)
    {
        (value, fault) = ("", "");
        if (source.Env is { } name)
        {
            fault = $"the variable {name} is not set";
            return _variables.TryGetValue(name, out value!);
        }

        try
        {
            var file = new FileInfo(Path.Combine(_directory, source.File!));
            fault = file.Exists ? $"the file {source.File} is larger than {MaxBytes} bytes" : $"there is no file {source.File}";
            if (!file.Exists || file.Length > MaxBytes)
                return false;
            value = File.ReadAllText(file.FullName).TrimEnd('\r', '\n');
            fault = $"the file {source.File} is empty";
            return value.Length > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"the file {source.File} cannot be read: {e.Message}";
            return false;
        }
    }
}
