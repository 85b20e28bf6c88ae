using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Specs;
using Slipway.Integrations.Notices;

namespace Slipway.Server.Hosting;

/// <summary>The file of repositories with the secrets that it names, as they are at the start.</summary>
internal sealed record GitSetup(GitFile File, Secrets Secrets)
{
    /// <summary>Takes the secrets out of this process' environment: services and gateways get that.</summary>
    /// <param name="path">Absolute; null: there is none.</param>
    /// <param name="taken">Finds a variable that another file took out of the environment before.</param>
    /// <exception cref="ServerStartException">It has faults; each is in the message, with its line.</exception>
    public static async Task<GitSetup> LoadAsync(string? path, Func<string, string?> taken, CancellationToken cancellation)
    {
        var result = path is null ? new GitResult { File = GitFile.Nothing, Errors = [] } : GitReader.Read(await TextAsync(path, cancellation));
        if (result.File is not { } file)
            throw Invalid(path!, result.Errors);
        var (faults, directory) = (new List<SpecError>(), Path.GetDirectoryName(path) ?? "");
        var secrets = Secrets.Take(file.Secrets, file.WebhookSecrets, directory, name => Environment.GetEnvironmentVariable(name) ?? taken(name), faults);
        if (faults.Count > 0)
            throw Invalid(path!, faults);
        foreach (var name in file.Secrets.Select(source => source.Env).OfType<string>())
            Environment.SetEnvironmentVariable(name, null);
        return new GitSetup(path is null ? file : GitReader.Rooted(file, directory), secrets);
    }

    private static async Task<string> TextAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await System.IO.File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException($"{path} cannot be read: {e.Message}", e, isInvalidInput: true);
        }
    }

    private static ServerStartException Invalid(string path, IReadOnlyList<SpecError> errors) =>
        new(string.Join('\n', errors.Select(error => error.Format(path))), isInvalidInput: true);
}
