using System.Globalization;
using System.Net.Sockets;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Integrations.Checks;

/// <summary>Items that a connection answers.</summary>
public sealed class TcpItemRunner : IItemCheck
{
    public string Name => TcpItemCheck.Kind;

    public async Task<ItemFinding> RunAsync(ItemCheck check, ItemContext context, CancellationToken cancellation)
    {
        var address = ((TcpItemCheck)check).Address;
        var colon = address.LastIndexOf(':');
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address[..colon].Trim('[', ']'), int.Parse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture), cancellation);
            return new ItemFinding(true, $"{address} accepts connections");
        }
        catch (SocketException e)
        {
            return new ItemFinding(false, $"{address}: {e.Message}");
        }
    }
}
