using System.Text;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public class OperatorStatementTests
{
    [Fact]
    public void ToArray_IsTagOperatorAndNode()
    {
        var node = Samples.Digest("node");

        var bytes = new OperatorStatement(OperatorId.Parse("op-me"), node).ToArray();

        Assert.Equal(OperatorStatement.Size, bytes.Length);
        Assert.Equal([.. "render.oper.v1\0\0"u8, .. Digest.Of(Encoding.UTF8.GetBytes("op-me")).ToArray(), .. node.ToArray()], bytes);
    }
}
