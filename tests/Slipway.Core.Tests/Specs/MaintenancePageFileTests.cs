using Shouldly;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Xunit;

namespace Slipway.Core.Tests.Specs;

/// <summary>A spec that names the page of an emergency stop: a file for the gateway, a Service for a router in a cluster.</summary>
public sealed class MaintenancePageFileTests
{
    private const string Spec = """
        app: shop
        artifact: ./releases/{version}
        environments:
          production:
            target: { processes: { command: [./run], ready: { tcp: true } } }
            traffic:
              gateway:
                listen: 127.0.0.1:8080
                maintenancePage: ./closed.html
        """;

    private const string At = "slipway.yaml:9:26: environments.production.traffic.gateway.maintenancePage: the file './closed.html'";

    [Fact]
    public void Its_file_is_read_from_the_specs_folder_and_is_no_part_of_what_is_planned()
    {
        var result = SpecReader.Read(Spec, "/srv/app", path => path == "/srv/app/closed.html" ? "<p>closed</p>" : null);
        result.Errors.ShouldBeEmpty();
        var environment = result.Spec!.Environments[0];
        environment.Traffic!.MaintenanceHtml.ShouldBe("<p>closed</p>");
        SpecJson.Of(environment).ShouldContain("./closed.html");
        SpecJson.Of(environment).ShouldNotContain("<p>");
    }

    [Fact]
    public void A_file_that_cannot_be_read_or_sent_is_an_error_where_it_is_named()
    {
        ErrorOf(null).ShouldBe($"{At} cannot be read (it is looked for in /srv/app)");
        ErrorOf(" \n").ShouldBe($"{At} is empty (write the page, or take the line out: the gateway has a page of its own)");
        ErrorOf(new string('a', 65_537)).ShouldBe($"{At} has 65537 bytes; 65536 is the most (leave pictures out, or lead to them elsewhere)");
        SpecReader.Read(Spec, "/srv/app", _ => new string('a', 65_536)).Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("shop-blue")]
    [InlineData("shop-green")]
    public void A_Service_of_the_app_itself_is_no_page(string name)
    {
        var result = SpecReader.Read(InCluster(name), "/srv/app");
        result.Errors.ShouldHaveSingleItem().ToString().ShouldContain($"environments.production.traffic.service.maintenancePage: is a Service of the app itself: '{name}' (name another that serves the page)");
    }

    [Fact]
    public void A_router_in_a_cluster_names_a_Service() =>
        SpecReader.Read(InCluster("shop-closed"), "/srv/app").Spec!.Environments[0].Traffic.ShouldBeOfType<ServiceSpec>().MaintenancePage.ShouldBe("shop-closed");

    private static string ErrorOf(string? html) => SpecReader.Read(Spec, "/srv/app", _ => html).Errors.ShouldHaveSingleItem().ToString();

    private static string InCluster(string page) => $$"""
        app: shop
        image: registry.example.com/shop:{version}
        environments:
          production:
            target: { deployment: { name: shop, namespace: shop } }
            traffic: { service: { name: shop, maintenancePage: {{page}} } }
            strategy: { blueGreen: }
        """;
}
