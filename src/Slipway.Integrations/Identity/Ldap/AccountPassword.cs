using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>The password of Slipway's own account, from where the file says that it is.</summary>
/// <param name="directory">Relative paths begin there.</param>
/// <param name="variable">Reads a variable of the environment.</param>
internal sealed class AccountPassword(SecretSource source, string directory, Func<string, string?> variable)
{
    private const int MaxBytes = 1024;

    /// <summary>A file is read anew each time, so that the password can be changed while the server runs.</summary>
    /// <exception cref="LdapFaultException">It is not there.</exception>
    public string Read()
    {
        var password = source.Env is { } name ? variable(name) : ReadFile(Path.Combine(directory, source.File!));
        return string.IsNullOrEmpty(password) ? throw new LdapFaultException($"the password of 'account' is not there: {source} has none") : password;
    }

    private static string? ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= MaxBytes ? File.ReadAllText(path).TrimEnd('\r', '\n') : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LdapFaultException($"the password of 'account' cannot be read: {e.Message}", e);
        }
    }
}
