using Slipway.Contracts;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Values;
using Slipway.Storage.Signing;

namespace Slipway.Cli.Audit;

/// <summary>The checkpoints that a store is verified against: those of its data folder, and copies that were kept elsewhere.</summary>
internal static class NotedHeads
{
    /// <param name="given">The keys that were named; none: the folder's.</param>
    /// <returns>The lowest first.</returns>
    /// <exception cref="InvalidDataException">One is not signed, or by another key.</exception>
    public static async Task<IReadOnlyList<SignedCheckpoint>> ReadAsync(string folder, IEnumerable<string> copies, IReadOnlyList<PublicKey> given, CancellationToken cancellation)
    {
        var check = new Ed25519();
        var keys = given.Count > 0 ? given : AuditKey.FindPublic(folder) is { } own ? [own] : [];
        var noted = new List<SignedCheckpoint>();
        foreach (var path in copies.Prepend(Path.Combine(folder, CheckpointFile.FileName)).Distinct(StringComparer.Ordinal))
        {
            var checkpoints = await new CheckpointFile(path).ReadAsync(cancellation);
            if (checkpoints.Count > 0 && keys.Count == 0)
                throw new VerbFailedException(ExitCodes.Invalid, $"There is no {AuditKey.PublicFileName} in {folder} to verify the checkpoints in {path} by: name the public key with --key");
            for (var i = 0; i < checkpoints.Count; i++)
                Demand(checkpoints[i], $"The checkpoint in line {i + 1} of {path}", keys, check);
            noted.AddRange(checkpoints);
        }

        return [.. noted.OrderBy(one => one.Position)];
    }

    private static void Demand(SignedCheckpoint one, string place, IReadOnlyList<PublicKey> keys, Ed25519 check)
    {
        if (!keys.Contains(one.Key))
            throw new InvalidDataException($"{place} is signed by {one.Key}, not by {string.Join(" or ", keys)}. Where the key was changed, name the one from before with --key as well");
        if (!one.IsSigned(check))
            throw new InvalidDataException($"{place}, of event {one.Position}, was altered: its signature does not hold");
    }
}
