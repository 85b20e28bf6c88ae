using Slipway.Core.Ports;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;

namespace Slipway.Server.Hosting;

/// <summary>Specs in files, read anew each time.</summary>
internal sealed class FileSpecs(IReadOnlyList<string> files) : ISpecs
{
    public async Task<SpecSet> ReadAsync(CancellationToken cancellation)
    {
        var apps = new List<AppSpec>();
        var errors = new List<SpecError>();
        var warnings = new List<SpecError>();
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var result = await ReadOneAsync(file, cancellation);
            errors.AddRange(result.Errors);
            warnings.AddRange(result.Warnings);
            if (result.Spec is not { } spec)
                continue;
            if (apps.Any(a => a.App == spec.App))
                errors.Add(new SpecError("app", 1, 1, $"{file}: another spec is for the app '{spec.App}' too", "give each app one spec"));
            apps.Add(spec);
            foreach (var environment in spec.Environments)
            {
                foreach (var held in HeldObjects.Of(environment).Where(held => !holders.TryAdd(held, spec.App) && holders[held] != spec.App))
                    errors.Add(new SpecError($"environments.{environment.Name}.target", 1, 1, $"{file}: {held} belongs to the app '{holders[held]}' already", "give each app objects of its own"));
            }
        }

        return new SpecSet(apps, errors, warnings);
    }

    private static async Task<SpecResult> ReadOneAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return SpecReader.Read(await File.ReadAllTextAsync(file, cancellation), Path.GetDirectoryName(file)!, OpenNamed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SpecResult { Errors = [new SpecError("", 1, 1, $"{file} cannot be read: {e.Message}", "`slipway init` writes a spec to start from")], Warnings = [] };
        }
    }

    /// <summary>A file that a spec names. It is as small as the spec, and read in its place.</summary>
    private static string? OpenNamed(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
