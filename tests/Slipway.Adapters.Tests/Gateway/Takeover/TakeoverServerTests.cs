using Shouldly;
using Slipway.Local.Gateway.Takeover;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway.Takeover;

public sealed class TakeoverServerTests
{
    private const int Rounds = 300;

    [Fact]
    public async Task One_that_ends_while_the_next_begins_takes_nothing_from_it()
    {
        var folder = Directory.CreateTempSubdirectory("slipway-takeover-");
        try
        {
            var path = Path.Combine(folder.FullName, "gateway.sock");
            var first = Begin(path);
            for (var round = 0; round < Rounds; round++)
            {
                var ending = Task.Run(first.Dispose, TestContext.Current.CancellationToken);
                first = Begin(path);
                await ending;
                using var client = await TakeoverClient.ConnectAsync(path, TimeProvider.System, TestContext.Current.CancellationToken);
                client.ShouldNotBeNull();
            }

            first.Dispose();
            folder.GetFiles().Select(file => file.Name).ShouldBe(["gateway.sock"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TakeoverServer Begin(string path) => new(path, () => null, () => "", TimeProvider.System);
}
