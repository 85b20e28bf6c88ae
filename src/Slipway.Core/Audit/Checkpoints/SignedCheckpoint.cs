using System.Globalization;
using System.Text;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Audit.Checkpoints;

/// <summary>
/// What a signer saw: at this time the chain's head was this. Kept elsewhere, it finds events that were cut off at the end
/// and a chain that was computed anew. The tree lets one event be shown to be in the chain without the others: see <see cref="EventTree"/>.
/// </summary>
/// <param name="After">The tree begins with the event after this position; 0 and up.</param>
/// <param name="Position">Of the last event; above <paramref name="After"/>.</param>
/// <param name="Hash">Of that event, and so of all before it.</param>
/// <param name="Tree">Root over the hashes of the events after <paramref name="After"/> up to <paramref name="Position"/>.</param>
/// <param name="Time">When it was signed, as the signer's clock had it.</param>
/// <param name="Key">Whose signature it is.</param>
/// <param name="Signature">64 bytes in base64, over <see cref="Text"/>.</param>
public sealed record SignedCheckpoint(long After, long Position, Digest Hash, Digest Tree, DateTimeOffset Time, PublicKey Key, string Signature)
{
    public ChainHead Head => new(Position, Hash);

    /// <summary>Number of events in the tree.</summary>
    public long Events => Position - After;

    public static SignedCheckpoint Sign(long after, ChainHead head, Digest tree, DateTimeOffset time, ICheckpointSigner signer)
    {
        var unsigned = new SignedCheckpoint(after, head.Position, head.Hash, tree, time.ToUniversalTime(), signer.Key, "");
        return unsigned with { Signature = Convert.ToBase64String(signer.Sign(unsigned.Text())) };
    }

    /// <summary>What is signed: a line for each member, which no member can hold, so that no two have the same text.</summary>
    public byte[] Text() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"slipway checkpoint 1\nafter {After}\nposition {Position}\nhash {Hash}\ntree {Tree}\ntime {Time.UtcDateTime:O}\n"));

    public bool IsSigned(ISignatureCheck check) => After >= 0 && Events > 0 && Key.HasSigned(Text(), Signature, check);

    /// <summary>Whether the tree has a leaf for the event at <paramref name="position"/>.</summary>
    public bool Covers(long position) => position > After && position <= Position;
}
