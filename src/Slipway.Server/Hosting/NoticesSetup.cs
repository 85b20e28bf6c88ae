using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Specs;
using Slipway.Integrations.Notices;

namespace Slipway.Server.Hosting;

/// <summary>The file of notices with the secrets that it names, as they are at the start.</summary>
internal sealed record NoticesSetup(NoticesFile File, Secrets Secrets)
{
    /// <summary>Takes the secrets out of this process' environment: services and gateways get that.</summary>
    /// <param name="path">Absolute; null: there is none.</param>
    /// <param name="taken">Finds a variable that another file took out of the environment before.</param>
    /// <exception cref="ServerStartException">It has faults; each is in the message, with its line.</exception>
    public static async Task<NoticesSetup> LoadAsync(string? path, Func<string, string?> taken, CancellationToken cancellation)
    {
        var faults = new List<SpecError>();
        var result = path is null ? new NoticesResult { File = NoticesFile.Nothing, Errors = [], Warnings = [] } : NoticesReader.Read(await TextAsync(path, cancellation), NoticeTemplate.Check);
        if (result.File is not { } file)
            throw Invalid(path!, result.Errors);
        var secrets = Secrets.Take(file, Path.GetDirectoryName(path) ?? "", name => Environment.GetEnvironmentVariable(name) ?? taken(name), faults);
        if (faults.Count > 0)
            throw Invalid(path!, faults);
        foreach (var name in file.Secrets.Select(source => source.Env).OfType<string>())
            Environment.SetEnvironmentVariable(name, null);
        return new NoticesSetup(file, secrets);
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
