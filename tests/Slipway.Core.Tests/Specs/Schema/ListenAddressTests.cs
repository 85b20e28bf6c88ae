using Shouldly;
using Slipway.Core.Specs.Schema;
using Xunit;

namespace Slipway.Core.Tests.Specs.Schema;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("0.0.0.0:80", true)]
    [InlineData("[::]:443", true)]
    [InlineData("[::1]:65535", true)]
    [InlineData("::1:8080", false)]
    [InlineData("[127.0.0.1]:80", false)]
    [InlineData("localhost:80", false)]
    [InlineData("1:80", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1:0", false)]
    [InlineData("127.0.0.1:65536", false)]
    [InlineData("127.0.0.1:-1", false)]
    [InlineData(":8080", false)]
    [InlineData("8080", false)]
    public void An_address_is_four_numbers_or_brackets_and_a_port(string text, bool good) => (ListenAddress.Parse(text) is not null).ShouldBe(good);

    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1:80", true)]
    [InlineData("0.0.0.0:80", "127.0.0.1:80", true)]
    [InlineData("127.0.0.1:80", "[::]:80", true)]
    [InlineData("127.0.0.1:80", "127.0.0.2:80", false)]
    [InlineData("127.0.0.1:80", "127.0.0.1:81", false)]
    public void Two_addresses_overlap_when_one_would_take_the_others_connections(string one, string other, bool overlap) =>
        ListenAddress.Overlap(ListenAddress.Parse(one)!, ListenAddress.Parse(other)!).ShouldBe(overlap);
}
