// ONNX Runtime's side of the comparison: answers requests, one line of JSON each. It only predicts.
'use strict'
const fs = require('fs')
const path = require('path')
const runtime = require('onnxruntime-node')

const blockSeconds = 2e-3
const fewestBlocks = 5
let session
let batches
let next = 0

const now = () => Number(process.hrtime.bigint()) / 1e9

const floats = file => {
  const bytes = fs.readFileSync(file)
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

const feeds = (folder, description, index) => Object.fromEntries(description.inputs.map((shape, number) => [
  `input${number}`,
  new runtime.Tensor('float32', floats(path.join(folder, `${index}.input${number}.f32`)), [description.batch, ...shape])
]))

const call = () => session.run(batches[next++ % batches.length])

const requests = {
  open: async request => {
    const description = JSON.parse(fs.readFileSync(path.join(request.folder, 'workload.json')))
    session = await runtime.InferenceSession.create(path.join(request.folder, 'model.onnx'), {
      intraOpNumThreads: request.threads, interOpNumThreads: 1, graphOptimizationLevel: 'all', executionMode: 'sequential', logSeverityLevel: 3
    })
    batches = Array.from({ length: description.batches }, (_, index) => feeds(request.folder, description, index))
    const { version } = JSON.parse(fs.readFileSync(path.join(path.dirname(require.resolve('onnxruntime-node')), '..', 'package.json')))
    return { version: `ONNX Runtime ${version}` }
  },
  check: async () => ({ output: Array.from((await session.run(batches[0])).output.data) }),
  calls: async request => {
    for (let i = 0; i < request.count; i++) await call()
    return {}
  },
  restart: async () => ({}),
  time: async request => {
    await call()
    let start = now()
    await call()
    const calls = Math.max(1, Math.floor(blockSeconds / Math.max(now() - start, 1e-7)))
    const blocks = []
    const end = now() + request.seconds
    while (blocks.length < fewestBlocks || now() < end) {
      start = now()
      for (let i = 0; i < calls; i++) await call()
      blocks.push((now() - start) / calls)
    }
    blocks.sort((a, b) => a - b)
    return { seconds: (blocks[(blocks.length - 1) >> 1] + blocks[blocks.length >> 1]) / 2 }
  },
  memory: async () => ({ bytes: process.memoryUsage.rss() })
}

const main = async () => {
  for await (const line of require('readline').createInterface({ input: process.stdin })) {
    const request = JSON.parse(line)
    let answer
    try {
      answer = await requests[request.do](request)
    } catch (error) {
      answer = { error: String(error) }
    }
    process.stdout.write(JSON.stringify(answer) + '\n')
  }
}

main()
