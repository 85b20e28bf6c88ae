using System.Collections.Concurrent;

namespace Slipway.Server.Access;

/// <summary>Secrets from the environment, taken out of it: what this server starts inherits the rest.</summary>
internal sealed class SecretVariables
{
    private readonly ConcurrentDictionary<string, string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a variable, where it is there.</summary>
    public void Take(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } value)
            return;
        _taken[name] = value;
        Environment.SetEnvironmentVariable(name, null);
    }

    /// <summary>Null: it was not there.</summary>
    public string? Read(string name) => _taken.GetValueOrDefault(name);
}
